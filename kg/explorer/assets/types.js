// Shapes of the data, for the checker of types; this file is not part of the page.

/**
 * @typedef {{speaker: string, label: string, manner: string}} Speech
 *
 * A claim; what it lacks is left out.
 * @typedef {{
 *   text: string, asserter: string, attribution: Speech[], stance: string, stance_label: string,
 *   modality: string, polarity: string, kind: string, strength?: string,
 *   document: string, document_label: string, paragraph?: number, locator?: string,
 *   stated_on: string, valid?: string, origin?: string[], origin_labels?: string[],
 *   contested_by?: string[], verified?: boolean, shared_source?: boolean, rank: string,
 *   rank_reason?: string, note?: string, subject?: string, predicate?: string, object?: string,
 *   from?: string, certain_from?: string, certain_until?: string, until?: string,
 *   known_from?: string
 * }} Claim
 *
 * @typedef {{label: string, kind: string, definition?: string, names?: string[]}} Thing
 *
 * `pages` leads from the page to those of the site; null where there are none.
 * @typedef {{version: string, digest: string, base: string, live: boolean, pages: string|null,
 *   current_to: string}} Meta
 *
 * A chart of the record: what is drawn in it that claims say.
 * @typedef {{id: string, title: string,
 *   events: {label: string, days: string, claims: string[]}[],
 *   figures: {panel: string, figure: string, days: string, source: string, claims: string[]}[]
 * }} Chart
 *
 * A claim set beside the record; `charts` draw the tables that the counts are from.
 * @typedef {{claim: string, verdict: string, verdict_label: string, same: string, reason: string,
 *   counts: {label: string, total: string, source: string, published: string}[],
 *   charts: string[]}} Comparison
 *
 * A term that a query can name; `in` are the named graphs that use it.
 * @typedef {{label: string, kind: string, definition?: string, in?: string[]}} Term
 *
 * @typedef {{id: string, title: string, theme: string, about: string, text: string}} Example
 *
 * @typedef {{meta: Meta, claims: Record<string, Claim>, things: Record<string, Thing>,
 *   record: {charts: Chart[], tests: Comparison[]}, terms: Record<string, Term>,
 *   prefixes: Record<string, string>, examples: Example[],
 *   drawn: Drawn, views: Views, times: Times}} Pack
 *
 * A completion: what is inserted, what it is called, what it is.
 * @typedef {{insert: string, name: string, about: string}} Choice
 *
 * A value as SPARQL's results have it, and the result of a query: `statements` says that the rows
 * are statements; `said` answers a question of yes or no.
 * @typedef {{type: string, value: string, datatype?: string, "xml:lang"?: string}} QueryTerm
 * @typedef {Record<string, QueryTerm>} Solution
 * @typedef {{columns: string[], rows: Solution[], statements: boolean, said: boolean|null,
 *   hint: string, seconds: number}} QueryResult
 *
 * What the address holds after #, as text; a list where a name may stand more than once.
 * @typedef {Record<string, string|string[]|undefined>} State
 *
 * A box of a drawing, with its place.
 * @typedef {{id: string, label: string, kind: string, definition: string, spine: boolean,
 *   x: number, y: number, w: number, h: number, lines: string[], outlines: string[]}} PlacedNode
 *
 * An arrow of a drawing; `claims` carry it, `disputed` speak against it.
 * @typedef {{id: string, source: string, target: string, predicate: string, label: string,
 *   polarity: string, modality: string, stances: string[], sign: number|null, claims: string[],
 *   disputed: string[], status: string, line: string, spine: boolean, path: string, head: string,
 *   at: [number, number], lines: string[], crowded: boolean,
 *   marks: [string, number, number, number][]}} PlacedEdge
 *
 * A view: `make` fills its place once, `show` brings it to a state.
 * @typedef {{id: string, label: string, make: (place: HTMLElement) => void,
 *   show: (state: State, before: State) => void}} View
 */
