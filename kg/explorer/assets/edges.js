// Arrows from claims, by the division of kg/draw/links.py: claims whose stance commits the
// speaker carry an arrow; those that deny it, or say the opposite, dispute it; promises and
// "no evidence that" do neither, and have arrows of their own.

/**
 * A claim that joins two things: its id, subject, predicate, object.
 * @typedef {[string, string, string, string]} Statement
 *
 * What drawings need; `boxes` has width, height and the lines of the label.
 * @typedef {{rows: Statement[],
 *   predicates: Record<string, {label: string, sign: number|null, directed: boolean,
 *     family: string}>,
 *   boxes: Record<string, [number, number, ...string[]]>,
 *   stages: {labels: Record<string, string>, of: Record<string, string[]>},
 *   kinds: Record<string, {family: string, letters: string, outlines: string[],
 *     sample: string[]}>,
 *   statuses: {id: string, label: string, line: string, marks: string[]}[],
 *   dashes: Record<string, string>}} Drawn
 *
 * Drawings laid out before; a box has x, y, width, height, and whether it is on the spine.
 * @typedef {{pathway: {width: number, height: number, limits: string[],
 *     nodes: Record<string, [number, number, number, number, boolean]>,
 *     edges: Record<string, {path: string, head: string, at: [number, number],
 *       crowded: boolean, marks: [string, number, number, number][], spine: boolean}>}|null,
 *   everything: {width: number, height: number,
 *     nodes: Record<string, [number, number]>}|null}} Views
 *
 * All claims of a proposition as one arrow, with how it looks; `change` says that a comparison
 * of two days adds or removes it.
 * @typedef {{key: string, source: string, target: string, predicate: string, label: string,
 *   polarity: string, modality: string, stances: string[], sign: number|null, claims: string[],
 *   disputed: string[], status: string, line: string, marks: string[],
 *   change?: "added"|"removed"}} Arrow
 */

const APART = new Set(["promised", "denied", "no-evidence"]);
const WEAK_STANCES = new Set(["hedged", "promised", "denied"]);
const PLAIN_MODALITIES = new Set(["does", "not-applicable"]);

/** @param {Statement} row what it joins, and how */
function endsOf([, source, predicate, target]) {
  return `${source}|${predicate}|${target}`;
}

/** @type {Map<string, Statement[]>} */
const admittedRows = new Map();

/**
 * The statements whose claims are admitted on a day.
 * @param {string} asOf
 * @param {string} knownBy
 * @returns {Statement[]}
 */
function rowsOn(asOf, knownBy) {
  const name = `${asOf} ${knownBy}`;
  const kept = admittedRows.get(name);
  if (kept) return kept;
  const found = pack.drawn.rows.filter(([id]) => {
    const claim = pack.claims[id];
    return claim && admitted(claim, asOf, knownBy);
  });
  // A slider passes hundreds of days.
  if (admittedRows.size > 40) admittedRows.clear();
  admittedRows.set(name, found);
  return found;
}

/**
 * One arrow for all claims of a proposition among those found; what disputes it may be any.
 * @param {Statement[]} found
 * @param {Statement[]} every
 * @returns {Arrow[]}
 */
function arrowsOf(found, every) {
  /** @type {Map<string, Statement[]>} */
  const groups = new Map();
  const wanted = new Set();
  for (const row of found) {
    const { polarity, modality, stance } = pack.claims[row[0]];
    const key = `${endsOf(row)}|${polarity}|${modality}|${APART.has(stance) ? stance : ""}`;
    groups.set(key, [...(groups.get(key) || []), row]);
    wanted.add(endsOf(row));
  }
  /** @type {Map<string, string[]>} */
  const near = new Map();
  for (const row of every) {
    const ends = endsOf(row);
    if (wanted.has(ends)) near.set(ends, [...(near.get(ends) || []), row[0]]);
  }
  // A denial is a mark on what it denies; it is drawn by itself only where nobody says that.
  const said = (/** @type {string} */ key) => key.split("|").slice(0, 4).join("|");
  const carried = new Set([...groups.keys()].filter((key) => key.endsWith("|")).map(said));
  return [...groups].filter(([key]) => !key.endsWith("|denied") || !carried.has(said(key)))
    .map(([key, rows]) => arrow(key, rows, near.get(endsOf(rows[0])) || []));
}

/**
 * @param {string} key
 * @param {Statement[]} rows
 * @param {string[]} near
 * @returns {Arrow}
 */
function arrow(key, rows, near) {
  const [, source, predicate, target] = rows[0];
  const apart = key.slice(key.lastIndexOf("|") + 1);
  const ids = [...new Set(rows.map(([id]) => id))].sort();
  const claims = ids.map((id) => pack.claims[id]);
  const { polarity, modality } = claims[0];
  const stances = [...new Set(claims.map((claim) => claim.stance))].sort();
  const against = apart === "promised" || apart === "no-evidence" ? []
    : [...new Set(near.filter((id) => speaksAgainst(pack.claims[id], polarity)))].sort();
  const unnamed = apart !== "denied"
    && claims.every((claim) => claim.attribution[0]?.manner === "unnamed");
  const strength = unnamed ? "unnamed"
    : stances.every((stance) => WEAK_STANCES.has(stance)) ? "hedged" : "record";
  const silent = apart === "no-evidence";
  const negated = polarity === "negated";
  const { label, sign } = pack.drawn.predicates[predicate];
  return {
    key, source, target, predicate, polarity, modality, stances, sign,
    label: edgeWording(label, negated, apart === "denied", modality),
    claims: apart === "denied" ? [] : ids,
    disputed: against,
    status: silent ? "no-evidence" : negated ? "negated" : strength,
    line: silent ? "sparse" : { unnamed: "dotted", hedged: "dashed", record: "solid" }[strength],
    marks: [...(silent ? ["no-evidence"] : []), ...(negated ? ["negated"] : []),
      ...(against.length ? ["disputed"] : [])],
  };
}

/**
 * @param {Claim} claim
 * @param {string} polarity that of the arrow
 */
function speaksAgainst(claim, polarity) {
  return claim.polarity === polarity ? claim.stance === "denied" : !APART.has(claim.stance);
}

/**
 * The predicate with what weakens, strengthens or turns it.
 * @param {string} label
 * @param {boolean} negated
 * @param {boolean} denied
 * @param {string} modality
 */
function edgeWording(label, negated, denied, modality) {
  const text = `${denied ? "denied: " : ""}${negated ? "not: " : ""}${label}`;
  return PLAIN_MODALITIES.has(modality) ? text : `${text} (${modality})`;
}

/**
 * What an id is called: a thing, a term of the vocabulary, or what answers and choices name.
 * @param {string} id
 * @returns {string}
 */
function labelOf(id) {
  for (const known of [pack.things, pack.terms]) {
    if (Object.hasOwn(known, id)) return known[id].label;
  }
  return Object.hasOwn(pack.labels, id) ? pack.labels[id] : id;
}

/**
 * An arrow as a sentence.
 * @param {Arrow} one
 */
function sentenceOf(one) {
  return `${labelOf(one.source)} – ${one.label} → ${labelOf(one.target)}`;
}

/**
 * An arrow as it is spoken: with what its line and its signs show.
 * @param {Arrow} one
 */
function spokenOf(one) {
  const status = pack.drawn.statuses.find((each) => each.id === one.status);
  const number = one.claims.length + one.disputed.length;
  return [
    sentenceOf(one), status?.label || one.status,
    ...(one.disputed.length ? ["disputed"] : []), ...(one.change ? [one.change] : []),
    number === 1 ? "1 claim" : `${number} claims`,
  ].join("; ");
}

/**
 * How many arrows leave each box, and arrive at it.
 * @param {{source: string, target: string}[]} edges
 * @returns {Map<string, [number, number]>}
 */
function degreesOf(edges) {
  /** @type {Map<string, [number, number]>} */
  const found = new Map();
  for (const { source, target } of edges) {
    const [out, into] = found.get(source) || [0, 0];
    found.set(source, [out + 1, into]);
    const [more, arriving] = found.get(target) || [0, 0];
    found.set(target, [more, arriving + 1]);
  }
  return found;
}
