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
 * A parameter of a question; `choices` are ids, null where any text may be given; `narrows` is the
 * column of which it only keeps the rows that have its value.
 * @typedef {{name: string, type: string, default: string|null, about: string, optional: boolean,
 *   choices: string[]|null, narrows: string|null}} Parameter
 *
 * A conflict: `can` says whether both sides can hold.
 * @typedef {{kind: string, can: string, sides: {label: string, claims: string[]}[]}} Conflict
 *
 * A question; a column with `figure` holds figures alone. `counts`: its answer may rest on cells of
 * published tables.
 * @typedef {{id: string, title: string, theme: string, theme_label: string,
 *   answers: string, cannot: string[], empty: string, keywords: string[], counts: boolean,
 *   parameters: Parameter[],
 *   columns: {name: string, about: string, list: boolean, figure: boolean}[]}} Question
 *
 * What stands in a column: a thing, a text, a figure, several of them, or nothing.
 * @typedef {{id: string}} Named
 * @typedef {Named|string|number|null|(Named|string|number|null)[]} Cell
 *
 * A row of an answer: its cells by column, the claims and the cells of tables behind it.
 * @typedef {{cells: Record<string, Cell>, claims: string[], observations: string[]}} AnswerRow
 *
 * An answer, as the interface for programs gives it; in a file its rows are lists.
 * @typedef {{question: {id: string, title: string, parameters: Record<string, string>},
 *   as_of: string|null, known_by: string|null, columns: string[], rows: AnswerRow[],
 *   rests_on: string, unseen: string[], limits: string[],
 *   last_confirmed: string|null}} Answer
 * @typedef {Omit<Answer, "rows"> & {rows: any[][]}} HeldAnswer
 *
 * A cell of a published table.
 * @typedef {{value: number|string, measure: {id: string, label: string}, unit: string|null,
 *   kind: string|null, population: string|null, denominator: string|null, period: string,
 *   coverage: string, dimensions: Record<string, {id: string, label: string}>, document: string,
 *   published: string, sheet: string, cell: string, table: {id: string, label: string},
 *   not_separable: string|null, breaks: {at: string, reason: string}[]}} Reading
 *
 * A document: `made` is what it was made from and how, `unseen` says that nobody consulted it.
 * @typedef {{citation: string, made?: [string, string][], unseen?: boolean, address?: string}} Source
 *
 * @typedef {{id: string, on: string, found_by: string, was: string, now: string}} Correction
 *
 * @typedef {{meta: Meta, claims: Record<string, Claim>, things: Record<string, Thing>,
 *   record: {charts: Chart[], tests: Comparison[]}, terms: Record<string, Term>,
 *   prefixes: Record<string, string>, examples: Example[],
 *   drawn: Drawn, views: Views, times: Times, questions: Question[],
 *   labels: Record<string, string>, held: string[], cells: Record<string, any>, shared: any[],
 *   documents: Record<string, Source>,
 *   conflicts: Record<string, Conflict>,
 *   corrections: Record<string, Correction[]>, relations: Record<string, string[]>}} Pack
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
 * An arrow of a drawing; `claims` carry it, `disputed` speak against it; `curve` as a route has it.
 * @typedef {{id: string, source: string, target: string, predicate: string, label: string,
 *   polarity: string, modality: string, stances: string[], sign: number|null, claims: string[],
 *   disputed: string[], status: string, line: string, spine: boolean, path: string, head: string,
 *   at: [number, number], lines: string[], crowded: boolean,
 *   marks: [string, number, number, number][], change?: "added"|"removed",
 *   curve?: number[]}} PlacedEdge
 *
 * A view: `make` fills its place once, `show` brings it to a state.
 * @typedef {{id: string, label: string, make: (place: HTMLElement) => void,
 *   show: (state: State, before: State) => void}} View
 */
