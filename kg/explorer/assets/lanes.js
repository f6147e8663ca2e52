// What stands on the timeline: lanes of rows, each with what is said to hold for a time.

/**
 * Events by id; months with the number of cells of published tables that begin in them.
 * @typedef {{date: string, from?: string, certain_from?: string, certain_until?: string,
 *   until?: string, claims: string[]}} Happening
 * @typedef {{events: Record<string, Happening>, months: Record<string, number>}} Times
 *
 * Bounds as days; "" where there is none. The end is the first day after.
 * @typedef {{id: string, text: string, from: string, certainFrom: string, certainUntil: string,
 *   until: string, choose: State, negated: boolean}} Item
 * @typedef {{label: string, items: Item[]}} LaneRow
 * @typedef {{id: string, label: string, rows: LaneRow[], months?: Map<string, number>,
 *   noun?: string}} Lane
 */

/** Kinds of things that lay down law or practice. */
const NORM_KINDS = new Set(["Legal instrument", "Policy", "Contract"]);
const POSITIONS = new Set(["hasStatus", "isListedAs", "sanctions"]);

/**
 * The lanes by what was known on a day.
 * @param {string} knownBy
 * @returns {Lane[]}
 */
function timeLanes(knownBy) {
  const known = Object.entries(pack.claims).filter(([, claim]) => admitted(claim, "", knownBy));
  /** @type {Map<string, Item[]>} */
  const instruments = new Map();
  /** @type {Map<string, Item[]>} */
  const countries = new Map();
  for (const [id, claim] of known) {
    const subject = claim.subject || "";
    const predicate = (claim.predicate || "").replace("cg:", "");
    if (!claim.from && !claim.until) continue;
    const kind = pack.things[subject]?.kind || "";
    const country = POSITIONS.has(predicate)
      && [subject, claim.object || ""].find((one) => pack.things[one]?.kind === "Country");
    const history = pack.drawn.predicates[predicate]?.family === "history";
    const lane = country ? countries
      : NORM_KINDS.has(kind) && (predicate === "hasStatus" || history) ? instruments : null;
    const row = country || subject;
    if (lane) lane.set(row, [...(lane.get(row) || []), claimItem(id, claim, predicate, row)]);
  }
  return [
    { id: "events", label: "Events", rows: eventRows(new Set(known.map(([id]) => id))) },
    { id: "instruments", label: "Instruments: standing and history", rows: laneRows(instruments) },
    { id: "countries", label: "Positions of countries", rows: laneRows(countries) },
    { id: "record", label: "Published counts", rows: [], noun: "cell",
      months: new Map(Object.entries(pack.times.months)) },
    { id: "stated", label: "Claims stated", rows: [], noun: "claim",
      months: monthsOf(known.map(([, claim]) => claim)) },
  ];
}

/**
 * @param {string} id
 * @param {Claim} claim
 * @param {string} predicate
 * @param {string} row the thing whose row it stands in, which is not repeated
 * @returns {Item}
 */
function claimItem(id, claim, predicate, row) {
  const label = pack.drawn.predicates[predicate]?.label || predicate;
  const plain = predicate === "hasStatus" && claim.subject === row;
  const text = edgeWording(plain ? "" : label, claim.polarity === "negated",
    claim.stance === "denied", claim.modality);
  const ends = [claim.subject === row ? "" : labelOf(claim.subject || ""), text,
    claim.object === row ? "" : labelOf(claim.object || "")];
  return {
    id, text: ends.join(" ").trim().replace(/ +/g, " "), from: claim.from || "",
    certainFrom: claim.certain_from || "", certainUntil: claim.certain_until || "",
    until: claim.until || "", choose: { claim: id }, negated: claim.polarity === "negated",
  };
}

/**
 * @param {Set<string>} known claims
 * @returns {LaneRow[]}
 */
function eventRows(known) {
  return Object.entries(pack.times.events)
    .filter(([, one]) => !one.claims.length || one.claims.some((id) => known.has(id)))
    .map(([id, one]) => ({ label: labelOf(id), items: [{
      id, text: one.date, from: one.from || "", certainFrom: one.certain_from || "",
      certainUntil: one.certain_until || "", until: one.until || "", negated: false,
      choose: { thing: id, claim: undefined, "look.edge": undefined },
    }] })).sort(byStart);
}

/**
 * @param {Map<string, Item[]>} found
 * @returns {LaneRow[]}
 */
function laneRows(found) {
  return [...found].map(([id, items]) => ({ label: labelOf(id),
    items: items.sort((a, b) => startOf(a) < startOf(b) ? -1 : 1) })).sort(byStart);
}

/** @param {Item} item */
function startOf(item) {
  return item.from || item.certainFrom;
}

/**
 * @param {LaneRow} a
 * @param {LaneRow} b
 */
function byStart(a, b) {
  const [one, other] = [startOf(a.items[0]), startOf(b.items[0])];
  return one === other ? Number(a.label > b.label) - 0.5 : one < other ? -1 : 1;
}

/**
 * How many claims were stated in each month; those stated in no known month do not count.
 * @param {Claim[]} claims
 */
function monthsOf(claims) {
  /** @type {Map<string, number>} */
  const found = new Map();
  for (const claim of claims) {
    const month = statedMonth(claim);
    if (month) found.set(month, (found.get(month) || 0) + 1);
  }
  return found;
}

/**
 * The month in which a claim was stated, "" where that is not known to the month.
 * @param {Claim} claim
 */
function statedMonth(claim) {
  const [first, last] = statedDays(claim).map((day) => day.slice(0, 7));
  return first === last ? first : "";
}

/**
 * The rows of a lane that have something between two days, with only that.
 * @param {Lane} lane
 * @param {string} first
 * @param {string} last
 * @returns {LaneRow[]}
 */
function rowsBetween(lane, first, last) {
  return lane.rows.map((row) => ({ ...row, items: row.items.filter((item) =>
    startOf(item) < last && (!item.until || item.until > first)) }))
    .filter((row) => row.items.length);
}
