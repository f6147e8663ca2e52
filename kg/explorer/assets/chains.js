// Chains of arrows from one thing to another, as kg/network/chains.py seeks them: along the
// arrows where that leads there, else either way.

/** Chains at most; more say no more than that there are many. */
const CHAINS = 10;

/**
 * @typedef {{nodes: string[], steps: Arrow[][]}} LinkedChain
 * @typedef {{directed: boolean, chains: LinkedChain[], more: boolean}} Linked
 */

/** Whether an arrow links: what is promised, denied or not found links nothing. */
function linking(/** @type {Arrow} */ one) {
  return one.claims.length > 0 && one.key.endsWith("|") && !one.predicate.startsWith("role-");
}

/**
 * The shortest chains, and those one step longer.
 * @param {Arrow[]} arrows
 * @param {string} from
 * @param {string} to
 * @returns {Linked|null} null where nothing leads there
 */
function linkedChains(arrows, from, to) {
  const links = arrows.filter((one) => linking(one) && one.source !== one.target);
  for (const directed of [true, false]) {
    /** @type {Map<string, Map<string, Arrow[]>>} */
    const next = new Map();
    const add = (/** @type {string} */ a, /** @type {string} */ b, /** @type {Arrow} */ one) => {
      const ways = next.get(a) || new Map();
      ways.set(b, [...(ways.get(b) || []), one]);
      next.set(a, ways);
    };
    for (const one of links) {
      add(one.source, one.target, one);
      if (!directed) add(one.target, one.source, one);
    }
    const nodes = nodeChains(next, distancesTo(links, to, directed), from, to);
    if (nodes.length) {
      return {
        directed, more: nodes.length > CHAINS,
        chains: nodes.slice(0, CHAINS).map((chain) => ({
          nodes: chain,
          steps: chain.slice(1).map((id, n) => next.get(chain[n])?.get(id) || []),
        })),
      };
    }
  }
  return null;
}

/**
 * @param {Arrow[]} links
 * @param {string} to
 * @param {boolean} directed
 * @returns {Map<string, number>}
 */
function distancesTo(links, to, directed) {
  const far = new Map([[to, 0]]);
  /** @type {Map<string, string[]>} */
  const before = new Map();
  for (const { source, target } of links) {
    before.set(target, [...(before.get(target) || []), source]);
    if (!directed) before.set(source, [...(before.get(source) || []), target]);
  }
  for (const queue = [to]; queue.length;) {
    const here = queue.shift() || "";
    for (const id of before.get(here) || []) {
      if (far.has(id)) continue;
      far.set(id, (far.get(here) || 0) + 1);
      queue.push(id);
    }
  }
  return far;
}

/**
 * Chains of things from one to the other, none passed twice, the shortest first; one more than
 * are shown, to know that there are more.
 * @param {Map<string, Map<string, Arrow[]>>} next
 * @param {Map<string, number>} far
 * @param {string} from
 * @param {string} to
 * @returns {string[][]}
 */
function nodeChains(next, far, from, to) {
  const least = far.get(from);
  if (least === undefined || from === to) return [];
  /** @type {string[][]} */
  const found = [];
  for (const length of [least, least + 1]) {
    const seek = (/** @type {string[]} */ chain) => {
      const here = chain[chain.length - 1];
      if (here === to) {
        if (chain.length === length + 1) found.push(chain);
        return;
      }
      for (const id of [...(next.get(here)?.keys() || [])].sort()) {
        if (found.length > CHAINS) return;
        if (!chain.includes(id) && chain.length + (far.get(id) ?? Infinity) <= length) {
          seek([...chain, id]);
        }
      }
    };
    seek([from]);
  }
  return found;
}
