// The statements as a table: what the drawing shows, one row for each claim on an arrow.

remember(["look.show", "look.sort"]);

/** Rows made at first; a browser is slow with thousands of cells. */
const FIRST_ROWS = 200;

/** @typedef {{id: string, arrow: Arrow, disputes: boolean}} Row */

/** @type {[string, string, (row: Row) => string][]} */
const STATEMENT_COLUMNS = [
  ["subject", "Subject", ({ arrow: one }) => labelOf(one.source)],
  ["says", "Says", ({ arrow: one, disputes }) => disputes ? `disputes: ${one.label}` : one.label],
  ["object", "Object", ({ arrow: one }) => labelOf(one.target)],
  ["claim", "Claim", ({ id }) => pack.claims[id].text],
  ["by", "Said by", ({ id }) => pack.claims[id].asserter],
  ["stance", "Stance", ({ id }) => pack.claims[id].stance_label],
  ["document", "Document", ({ id }) => pack.claims[id].document_label],
  ["stated", "Stated on", ({ id }) => pack.claims[id].stated_on],
  ["holds", "Holds", ({ id }) => pack.claims[id].valid || "no time given"],
];

/**
 * @param {Arrow[]} arrows
 * @returns {Row[]}
 */
function statementRows(arrows) {
  const found = arrows.flatMap((one) => [
    ...one.claims.map((id) => ({ id, arrow: one, disputes: false })),
    ...one.disputed.map((id) => ({ id, arrow: one, disputes: true }))]);
  const sort = value("look.sort");
  const column = STATEMENT_COLUMNS.find(([name]) => name === sort.replace("-", ""));
  if (!column) return found;
  const by = column[2];
  const way = sort.startsWith("-") ? -1 : 1;
  const sorted = found.map((one) => ({ one, key: by(one).replace(/[[\]]/g, "").toLowerCase() }));
  return sorted.sort((a, b) => way * (a.key < b.key ? -1 : Number(a.key > b.key)))
    .map(({ one }) => one);
}

/**
 * @param {HTMLElement} place which it empties
 * @param {Arrow[]} arrows
 * @param {number} [most] rows made at first
 */
function showStatements(place, arrows, most = FIRST_ROWS) {
  const rows = statementRows(arrows);
  const sort = value("look.sort");
  const heads = STATEMENT_COLUMNS.map(([name, title]) => {
    const order = sort === name ? "ascending" : sort === `-${name}` ? "descending" : null;
    return element("th", { scope: "col", "aria-sort": order }, button(
      `${title}${order === "ascending" ? " ▲" : order === "descending" ? " ▼" : ""}`,
      () => go({ "look.sort": order === "ascending" ? `-${name}` : name }), { class: "link" }));
  });
  const more = rows.length - most;
  const table = element("table", {},
    element("caption", {}, `Statements: ${rows.length} claims on ${arrows.length} arrows`),
    element("thead", {}, element("tr", {}, ...heads)),
    element("tbody", {}, ...rows.slice(0, most).map(statementRow)));
  place.replaceChildren(table);
  if (more > 0) {
    place.append(element("p", {}, button(`Show ${more} more`, () => {
      showStatements(place, arrows, rows.length);
      /** @type {HTMLElement|undefined} */ ([...place.querySelectorAll("tbody button")][most])
        ?.focus();
    })));
  }
}

/** @param {Row} row */
function statementRow(row) {
  return element("tr", {}, ...STATEMENT_COLUMNS.map(([name, , text]) => {
    if (name === "claim") {
      return element("td", {}, button(text(row), () => go({ claim: row.id }),
        { class: "link", "data-claim": row.id }));
    }
    return name === "subject" ? element("th", { scope: "row" }, text(row))
      : element("td", {}, text(row));
  }));
}
