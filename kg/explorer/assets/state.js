// The state of the page is what stands in its address after #: every view can be linked to, and
// going back undoes. What must never be in an address (a person's case) is kept elsewhere.

/** @type {View[]} */
const views = [];
/** Names that may stand in an address, and whether more than once. @type {Map<string, boolean>} */
const names = new Map([["view", false]]);
/** @type {State} */
let state = {};
/** @type {((state: State, before: State) => void)[]} */
const watchers = [];

/**
 * Adds a view, and the names of the state that belong to it.
 * @param {View} view
 */
function addView(view) {
  views.push(view);
}

/**
 * Lets names stand in the address; `several` may stand more than once.
 * @param {string[]} single
 * @param {string[]} [several]
 */
function remember(single, several = []) {
  for (const name of single) names.set(name, false);
  for (const name of several) names.set(name, true);
}

/**
 * Calls a function after each change, with the new state and the one before.
 * @param {(state: State, before: State) => void} act
 */
function watch(act) {
  watchers.push(act);
}

/**
 * One value of the state; "" where there is none.
 * @param {string} name
 * @param {State} [of]
 * @returns {string}
 */
function value(name, of = state) {
  const found = of[name];
  return Array.isArray(found) ? found[0] || "" : found || "";
}

/**
 * All values of a name that may stand more than once.
 * @param {string} name
 * @param {State} [of]
 * @returns {string[]}
 */
function values(name, of = state) {
  const found = of[name];
  return Array.isArray(found) ? found : found ? [found] : [];
}

/**
 * The address of the page with some names changed; undefined or "" takes a name out.
 * @param {State} changes
 * @returns {string}
 */
function permalink(changes = {}) {
  const next = { ...state, ...changes };
  const parts = new URLSearchParams();
  for (const name of Object.keys(next).sort()) {
    for (const one of values(name, next)) if (one) parts.append(name, one);
  }
  return `#${parts}`;
}

/**
 * Changes the state, as a step that can be undone; `quiet` replaces the step before instead.
 * @param {State} changes
 * @param {{quiet?: boolean}} [how]
 */
function go(changes, how = {}) {
  const address = permalink(changes);
  if (address === permalink(readState(location.hash))) return;
  if (how.quiet) history.replaceState(null, "", address);
  else history.pushState(null, "", address);
  arrive();
}

/**
 * The state that an address holds; names that no view knows are left out, except parameters.
 * @param {string} hash
 * @returns {State}
 */
function readState(hash) {
  /** @type {State} */
  const found = {};
  const parts = new URLSearchParams(hash.slice(1));
  for (const name of new Set(parts.keys())) {
    const several = names.get(name);
    if (several === undefined && !name.startsWith("p.")) continue;
    found[name] = several ? parts.getAll(name) : parts.get(name) || undefined;
  }
  return found;
}

/** Takes up what the address says. */
function arrive() {
  const before = state;
  state = readState(location.hash);
  for (const act of watchers) act(state, before);
}
