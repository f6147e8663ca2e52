// A result as bars: names beside figures. The table holds the same, for who cannot see them.

const BARS_AT_ONCE = 60;

/**
 * The columns of names and of figures, where a result has both.
 * @param {QueryResult} found
 * @returns {[string, string]|null}
 */
function barColumns({ columns, rows, statements }) {
  const given = (/** @type {string} */ name) => rows.filter((row) => row[name]);
  const figures = columns.find((name) => given(name).length && given(name)
    .every((row) => isNumber(row[name])));
  const names = columns.find((name) => given(name).length && given(name)
    .every((row) => !isNumber(row[name])));
  return !statements && figures && names ? [names, figures] : null;
}

/** @param {QueryResult} found */
function fitsBars(found) {
  return barColumns(found) !== null;
}

/**
 * @param {HTMLElement} place
 * @param {QueryResult} found
 */
function barsOfResult(place, found) {
  const columns = barColumns(found);
  if (columns) {
    showBars(place, found, columns, `${columns[1]} by ${columns[0]}, each row of the result a bar. A`
      + " figure is what the query counted; whether rows can be compared, it does not say.");
  }
}

/**
 * @param {HTMLElement} place
 * @param {QueryResult} found
 * @param {[string, string]} columns of names and of figures
 * @param {string} note what the figures are
 */
function showBars(place, found, [names, figures], note) {
  const every = found.rows.filter((row) => row[figures]);
  const rows = every.slice(0, BARS_AT_ONCE);
  const left = every.length - rows.length;
  place.replaceChildren(
    element("p", { class: "note" }, note),
    element("div", { class: "bars" }, drawnBars(rows, names, figures, place.clientWidth)),
    ...(left ? [element("p", { class: "left" }, `${left} more rows are in the table.`)] : []),
  );
}

/**
 * @param {Solution[]} rows
 * @param {string} names
 * @param {string} figures
 * @param {number} room
 */
function drawnBars(rows, names, figures, room) {
  const width = Math.min(Math.max(room || 720, 300), 860);
  const label = Math.min(width * 0.42, 300);
  const end = width - 74;
  const values = rows.map((row) => Number(row[figures].value));
  const low = Math.min(0, ...values);
  const high = Math.max(0, ...values);
  const at = (/** @type {number} */ one) => label + (one - low) / (high - low || 1) * (end - label);
  const fits = Math.floor(label / 7.4);
  return shape("svg", { class: "plot", role: "img", width, height: rows.length * 24 + 4,
    viewBox: `0 0 ${width} ${rows.length * 24 + 4}`,
    "aria-label": `Bars of ${figures} by ${names}, ${rows.length} rows; the table has the figures` },
  ...rows.flatMap((row, n) => {
    const text = textOf(row[names]);
    const y = n * 24 + 2;
    const [from, to] = [at(Math.min(0, values[n])), at(Math.max(0, values[n]))];
    return [
      shape("text", { x: label - 8, y: y + 15, class: "name" }, shape("title", {}, text),
        text.length > fits ? `${text.slice(0, fits - 1)}…` : text),
      shape("rect", { x: from, y: y + 3, width: Math.max(1, to - from), height: 16 }),
      shape("text", { x: to + 6, y: y + 15 }, figureOf(row[figures].value)),
    ];
  }), shape("path", { class: "zero", d: `M${at(0)} 0V${rows.length * 24 + 4}` }));
}

/** @param {QueryTerm|undefined} term */
function textOf(term) {
  if (!term) return "";
  const id = term.type === "uri" ? idOf(term.value) : "";
  if (!id) return term.value;
  return Object.hasOwn(pack.claims, id) ? pack.claims[id].text : labelOf(id);
}
