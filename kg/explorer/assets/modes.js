// What Look shows: the pathway, what is around a thing, chains between two, what an answer rests
// on, or everything.

remember(["look.mode", "look.around", "look.depth", "look.from", "look.to"]);

/** Claims behind the question asked; set by what answers questions.
 * @type {(() => string[]|Promise<string[]>)|null} */
let behindQuestion = null;

/**
 * Tells Look how to find the claims of the answer that is shown.
 * @param {() => string[]|Promise<string[]>} find
 */
function claimsBehindQuestion(find) {
  behindQuestion = find;
}

/** @type {[string, string][]} */
const MODES = [
  ["pathway", "From arrest to release"], ["around", "Around a thing"],
  ["path", "From one thing to another"], ["question", "The question asked"],
  ["everything", "Everything"],
];

function lookMode() {
  const mode = value("look.mode");
  if (!MODES.some(([name]) => name === mode)) return "pathway";
  return mode === "question" && !(behindQuestion && value("q")) ? "pathway" : mode;
}

/** Distance from the thing in the middle: 1, 2 or 3. */
function lookDepth() {
  return Math.min(Math.max(Number(value("look.depth")) || 1, 1), 3);
}

/**
 * What a mode shows of arrows.
 * @typedef {{arrows: Arrow[], focus?: string, ranks?: Map<string, number>, linked?: Linked|null,
 *   missing?: string}} Shown `missing` says what the mode lacks
 */

/**
 * Whether a statement can be part of the mode at all.
 * @param {Set<string>} asked claims of the question asked
 * @returns {(row: Statement) => boolean}
 */
function partOfMode(asked) {
  const mode = lookMode();
  if (mode === "pathway" && pack.views.pathway) return onPathway;
  return mode === "question" ? ([id]) => asked.has(id) : () => true;
}

/**
 * The arrows that the mode shows of those left by the filters.
 * @param {Arrow[]} arrows
 * @returns {Shown}
 */
function shownByMode(arrows) {
  const mode = lookMode();
  if (mode === "around") return aroundThing(arrows, value("look.around"), lookDepth());
  if (mode === "path") return betweenThings(arrows, value("look.from"), value("look.to"));
  return { arrows };
}

/**
 * @param {Arrow[]} arrows
 * @param {string} focus
 * @param {number} depth
 * @returns {Shown}
 */
function aroundThing(arrows, focus, depth) {
  if (!focus) return { arrows: [], missing: "Choose a thing to see what claims join it to." };
  const joined = arrows.map((one) => ({ key: one.key, source: one.source, target: one.target,
    lines: [] }));
  const ranks = columnsAround(focus, joined);
  const near = (/** @type {string} */ id) => Math.abs(ranks.get(id) ?? Infinity);
  return {
    focus, ranks,
    arrows: arrows.filter((one) => near(one.source) <= depth && near(one.target) <= depth
      && Math.min(near(one.source), near(one.target)) < depth),
  };
}

/**
 * @param {Arrow[]} arrows
 * @param {string} from
 * @param {string} to
 * @returns {Shown}
 */
function betweenThings(arrows, from, to) {
  if (!from || !to) return { arrows: [], missing: "Choose two things." };
  if (from === to) return { arrows: [], missing: "Choose two different things." };
  const linked = linkedChains(arrows, from, to);
  const ranks = new Map();
  for (const chain of linked?.chains || []) {
    chain.nodes.forEach((id, n) => ranks.set(id, Math.max(ranks.get(id) || 0, n)));
  }
  return {
    linked, ranks, focus: from,
    arrows: [...new Set((linked?.chains || []).flatMap((chain) => chain.steps.flat()))],
  };
}

/**
 * Chains as text: each arrow opens its claims.
 * @param {Linked|null} linked
 * @returns {Node[]}
 */
function chainsAsText(linked) {
  const [from, to] = [labelOf(value("look.from")), labelOf(value("look.to"))];
  if (!linked) {
    return [element("p", {}, `No path of claims leads from ${from} to ${to}, in either direction, `
      + "on this day and by these filters. That does not say that there is no connection.")];
  }
  const way = linked.directed ? `Along the arrows from ${from} to ${to}`
    : `No path leads along the arrows from ${from} to ${to}; these connect them either way`;
  return [
    element("h3", {}, `${way}: ${linked.more ? "the first " : ""}${linked.chains.length}`),
    element("ol", { class: "chains" }, ...linked.chains.map((chain) =>
      element("li", {}, labelOf(chain.nodes[0]), ...chain.steps.flatMap((step, n) => [
        " ", ...step.flatMap((one) => [arrowButton(one, chain.nodes[n]), " "]),
        labelOf(chain.nodes[n + 1])])))),
    element("p", { class: "who" }, "A chain of claims is no proof that one thing brings about the "
      + "other: its steps may hold at different times and stages of a case."),
  ];
}

/**
 * @param {Arrow} one
 * @param {string} from the thing it is read from
 */
function arrowButton(one, from) {
  const number = one.claims.length > 1 ? ` ×${one.claims.length}` : "";
  const text = one.source === from ? `– ${one.label}${number} →` : `← ${one.label}${number} –`;
  return button(text, () => openChosen({ edge: one.key }),
    { class: "link", "aria-label": `${text} ${spokenOf(one)}`, "data-edge": one.key });
}
