// An answer as a table: rows that open their evidence, sorted and searched as wanted.

remember(["ask.sort", "ask.find"]);

/** Rows from which on a field to search them is worth its place. */
const SEARCHED_FROM = 12;

/**
 * A cell as text.
 * @param {Cell|undefined} cell
 * @returns {string}
 */
function textOfCell(cell) {
  if (Array.isArray(cell)) return cell.map(textOfCell).filter(Boolean).join("; ");
  if (cell === null || cell === undefined) return "";
  if (typeof cell !== "object") return String(cell);
  return Object.hasOwn(pack.claims, cell.id) ? pack.claims[cell.id].text : labelOf(cell.id);
}

/**
 * The rows as the state sorts and searches them, each with its place in the answer.
 * @param {Answer} answer
 * @returns {{row: AnswerRow, at: number}[]}
 */
function rowsWanted(answer) {
  const wanted = wordsOf(value("ask.find"));
  const found = answer.rows.map((row, at) => ({ row, at })).filter(({ row }) => {
    if (!wanted.length) return true;
    const text = spaced(answer.columns.map((name) => textOfCell(row.cells[name])).join(" "));
    return wanted.every((word) => text.includes(` ${word}`));
  });
  const sort = value("ask.sort");
  const name = sort.replace(/^-/, "");
  if (!answer.columns.includes(name)) return found;
  const way = sort.startsWith("-") ? -1 : 1;
  const keyed = found.map((one) => ({ one, by: sortKey(one.row.cells[name]) }));
  return keyed.sort((a, b) => way * compared(a.by, b.by)).map(({ one }) => one);
}

/** @param {Cell|undefined} cell */
function sortKey(cell) {
  const text = textOfCell(cell).toLowerCase();
  return text !== "" && Number.isFinite(Number(text)) ? Number(text) : text;
}

/**
 * @param {number|string} a
 * @param {number|string} b
 */
function compared(a, b) {
  if (typeof a !== typeof b) return typeof a === "number" ? -1 : 1;
  return a < b ? -1 : Number(a > b);
}

/**
 * @param {HTMLElement} place
 * @param {Answer} answer
 * @param {Question} question
 */
function tableOfAnswer(place, answer, question) {
  const rows = rowsWanted(answer);
  const figures = new Set(question.columns.filter((one) => one.figure).map((one) => one.name));
  const sort = value("ask.sort");
  const columns = filledColumns(answer);
  const heads = columns.map((name) => {
    const order = sort === name ? "ascending" : sort === `-${name}` ? "descending" : null;
    const about = question.columns.find((one) => one.name === name)?.about || "";
    const sign = order === "ascending" ? " ▲" : order === "descending" ? " ▼" : "";
    return element("th", { scope: "col", "aria-sort": order, class: figures.has(name) ? "n" : null },
      button(`${words(name)}${sign}`, () => {
        go({ "ask.sort": order === "ascending" ? `-${name}` : name });
        /** @type {HTMLElement|null} */ (document.querySelector(`[data-sort="${name}"]`))?.focus();
      }, { class: "link", title: about, "data-sort": name }));
  });
  const body = element("tbody");
  const more = button("", () => add());
  let made = 0;
  const add = () => {
    body.append(...rows.slice(made, made + FIRST_ROWS).map(({ row, at }) =>
      rowOfAnswer(answer, columns, row, at, figures)));
    made = Math.min(made + FIRST_ROWS, rows.length);
    more.hidden = made >= rows.length;
    more.textContent = `Show ${Math.min(FIRST_ROWS, rows.length - made)} more of ${
      rows.length - made}`;
    markRow(body);
  };
  add();
  const searched = answer.rows.length >= SEARCHED_FROM ? [searchOfRows(answer, rows.length)] : [];
  const held = document.activeElement?.id === "ask-find";
  place.replaceChildren(...searched,
    element("div", { class: "cells", tabindex: "0", role: "region", "aria-label": "Rows" },
      element("table", { class: "rows" }, element("thead", {}, element("tr", {}, ...heads,
        element("th", { scope: "col", class: "rests" }, "Evidence"))), body)), more);
  if (held) {
    const box = /** @type {HTMLInputElement} */ (byId("ask-find"));
    box.focus();
    box.setSelectionRange(box.value.length, box.value.length);
  }
}

/**
 * @param {Answer} answer
 * @param {number} left
 */
function searchOfRows(answer, left) {
  const box = /** @type {HTMLInputElement} */ (element("input", { id: "ask-find", type: "search",
    autocomplete: "off", input: () => go({ "ask.find": box.value }, { quiet: true }) }));
  box.value = value("ask.find");
  return element("p", { class: "field" }, element("label", { for: "ask-find" }, "Find in the rows"),
    box, element("span", { class: "said", role: "status" },
      box.value ? `${left} of ${answer.rows.length}` : ""));
}

/**
 * Columns that say something in some row.
 * @param {Answer} answer
 */
function filledColumns(answer) {
  return answer.columns.filter((name, n) => !n
    || answer.rows.some((row) => textOfCell(row.cells[name])));
}

/**
 * @param {Answer} answer
 * @param {string[]} columns
 * @param {AnswerRow} row
 * @param {number} at
 * @param {Set<string>} figures
 */
function rowOfAnswer(answer, columns, row, at, figures) {
  const first = textOfCell(row.cells[answer.columns[0]]);
  const documents = [...new Set(row.claims.map((id) => pack.claims[id]?.document_label))];
  const where = documents.length > 1 ? `${documents.length} documents` : documents[0] || "";
  const rests = [...(row.claims.length ? [counted(row.claims.length, "claim")] : []),
    ...(row.observations.length ? [counted(row.observations.length, "cell")] : [])].join(", ");
  return element("tr", { "data-row": String(at) },
    ...columns.map((name, n) => element(n ? "td" : "th", { scope: n ? null : "row",
      class: figures.has(name) ? "n" : null }, ...(name === "contested"
      ? conflictsOf(row.cells[name]) : name === "claim" && answer.columns.includes("text")
        ? shortClaim(row.cells[name]) : shownCell(row.cells[name], figures.has(name))))),
    element("td", { class: "rests" }, ...(rests ? [button(rests, () => go({ ...nothingChosen(),
      row: String(at) }), { class: "link", "data-open": String(at),
      "aria-label": `${rests}: evidence for ${first}` }), element("span", { class: "who" }, where)]
      : ["none"])));
}

/**
 * A claim by its number, where another column has its text.
 * @param {Cell} cell
 * @returns {(Node|string)[]}
 */
function shortClaim(cell) {
  if (typeof cell !== "object" || !cell || Array.isArray(cell)) return shownCell(cell, false);
  const head = /^[a-z]+\d+/.exec(cell.id.slice(cell.id.lastIndexOf("/") + 1))?.[0] || cell.id;
  return [button(head, () => go({ claim: cell.id }), { class: "link", "data-claim": cell.id,
    title: cell.id })];
}

/**
 * The conflicts that a column names by their ids.
 * @param {Cell} cell
 * @returns {(Node|string)[]}
 */
function conflictsOf(cell) {
  const ids = typeof cell === "string" ? cell.split(", ") : [];
  return ids.length && ids.every((id) => Object.hasOwn(pack.things, id))
    ? shownCell(ids.map((id) => ({ id })), false) : shownCell(cell, false);
}

/**
 * @param {Cell|undefined} cell
 * @param {boolean} figure
 * @returns {(Node|string)[]}
 */
function shownCell(cell, figure) {
  if (Array.isArray(cell)) {
    if (cell.length < 2) return cell.length ? shownCell(cell[0], figure) : [];
    return [element("ul", { class: "several" },
      ...cell.map((one) => element("li", {}, ...shownCell(one, figure))))];
  }
  if (cell === null || cell === undefined) return [];
  if (typeof cell !== "object") return [figure ? figureOf(String(cell)) : dateText(String(cell))];
  return [thingButton(cell.id)];
}

/**
 * What an id names, leading to its evidence.
 * @param {string} id
 * @returns {Node}
 */
function thingButton(id) {
  if (Object.hasOwn(pack.claims, id)) {
    return button(pack.claims[id].text, () => go({ claim: id }),
      { class: "link", "data-claim": id });
  }
  if (readingOf(id)) {
    return button(cellName(id), () => go({ cell: id }), { class: "link", "data-cell": id });
  }
  const label = labelOf(id);
  const known = Object.hasOwn(pack.things, id) || Object.hasOwn(pack.terms, id)
    || id.startsWith("origin/");
  return known ? button(label, () => go({ ...nothingChosen(), thing: id, row: value("row") }),
    { class: "link", "data-thing": id }) : element("span", {}, label);
}

/**
 * The row whose evidence is open stands out.
 * @param {HTMLElement} place
 */
function markRow(place) {
  for (const one of place.querySelectorAll("tr[data-row]")) {
    one.classList.toggle("open", one.getAttribute("data-row") === value("row"));
  }
}

/**
 * An answer as the result of a query, for what shows those.
 * @param {Answer} answer
 * @returns {QueryResult}
 */
function asResult(answer) {
  const number = "http://www.w3.org/2001/XMLSchema#decimal";
  const isFigure = (/** @type {string} */ name) => answer.rows.some((row) => row.cells[name] !== null)
    && answer.rows.every((row) => {
      const cell = row.cells[name];
      return cell === null || typeof cell === "number"
        || (typeof cell === "string" && /^-?\d+(\.\d+)?$/.test(cell) && Boolean(
          answered?.question.columns.find((one) => one.name === name)?.figure));
    });
  const figures = answer.columns.filter(isFigure);
  const others = answer.columns.filter((name) => !figures.includes(name));
  // what the first column does not tell apart, the next ones do
  let most = 1;
  const nameOfRow = (/** @type {AnswerRow} */ row) => others.slice(0, most)
    .map((name) => textOfCell(row.cells[name])).filter(Boolean).join(", ");
  while (most < Math.min(others.length, 3)
    && new Set(answer.rows.map(nameOfRow)).size < answer.rows.length) most += 1;
  return {
    columns: ["row", ...figures.map((name) => words(name).toLowerCase())], statements: false,
    said: null, hint: "", seconds: 0,
    rows: answer.rows.map((row) => Object.fromEntries([
      ["row", { type: "literal", value: nameOfRow(row) }],
      ...figures.filter((name) => row.cells[name] !== null).map((name) => [
        words(name).toLowerCase(),
        { type: "literal", value: String(row.cells[name]), datatype: number }]),
    ])),
  };
}
