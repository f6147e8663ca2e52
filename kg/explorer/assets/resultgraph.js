// A result as a drawing: claims as they stand, or statements that the query itself made.

/**
 * Whether a result can be drawn: claims, statements between things, or things in pairs.
 * @param {QueryResult} found
 */
function fitsGraph(found) {
  return Boolean(claimColumn(found)) || drawnColumns(found).length > 1;
}

/**
 * The first column that holds claims and nothing else; "" where none does.
 * @param {QueryResult} found
 */
function claimColumn({ columns, rows }) {
  return columns.find((name) => rows.some((row) => row[name]) && rows.every((row) =>
    !row[name] || Object.hasOwn(pack.claims, idOf(row[name].value)))) || "";
}

/**
 * Columns of what is drawn: three that read as a statement, or else two of things.
 * @param {QueryResult} found
 * @returns {string[]}
 */
function drawnColumns({ columns, rows, statements }) {
  const named = columns.filter((name) => rows.some((row) => row[name])
    && rows.every((row) => !row[name] || row[name].type === "uri"));
  if (statements) return rows.some((row) => row.object.type === "uri") ? columns : [];
  if (named.length === 3) return named;
  return named.filter((name) => rows.every((row) => !row[name]
    || Object.hasOwn(pack.things, idOf(row[name].value)))).slice(0, 2);
}

/**
 * @param {HTMLElement} place
 * @param {QueryResult} found
 */
function graphOfResult(place, found) {
  const note = element("p", { class: "note" });
  const drawing = element("div");
  place.replaceChildren(note, drawing);
  const claims = claimColumn(found);
  if (claims) {
    note.textContent = "Arrows are the claims of this result, on the day of the page.";
    drawGraph(drawing, found.rows.flatMap((row) => row[claims] ? [idOf(row[claims].value)] : []),
      { title: "Claims of the result" });
    return;
  }
  note.textContent = "Arrows are statements of this result, not claims: they do not show who"
    + " says so, how firmly, or who disputes it.";
  drawGraph(drawing, arrowsOfResult(found), { title: "Statements of the result",
    choose: ({ node }) => { if (node && Object.hasOwn(pack.things, node)) go({ thing: node }); } });
}

/**
 * @param {QueryResult} found
 * @returns {Arrow[]}
 */
function arrowsOfResult(found) {
  const columns = drawnColumns(found);
  /** @type {Map<string, Arrow>} */
  const arrows = new Map();
  for (const row of found.rows) {
    const ends = columns.map((name) => row[name]);
    if (ends.some((one) => one?.type !== "uri")) continue;
    const ids = ends.map((one) => idOf(one.value));
    const [source, predicate, target] = ids.length === 3 ? ids : [ids[0], "", ids[1]];
    const key = `${source} ${predicate} ${target}`;
    arrows.set(key, { key, source, target, predicate,
      label: predicate ? labelOf(predicate) : columns[1], polarity: "", modality: "",
      stances: [], sign: null, claims: [], disputed: [], status: "", line: "solid", marks: [] });
  }
  return [...arrows.values()];
}
