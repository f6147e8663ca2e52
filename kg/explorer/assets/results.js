// What a query gave: rows with names in place of addresses, or a drawing, or bars.

/** Rows shown at once. */
const ROWS_AT_ONCE = 500;
/** @type {QueryResult|null} */
let result = null;
let askedText = "";
/** @type {string} */
let shownAs = "";

/** Ways to see a result: whether it fits, and how it is shown. */
const RESULT_VIEWS = [
  { id: "table", label: "Table", fits: () => true, show: tableOfResult },
  { id: "graph", label: "Graph", fits: fitsGraph, show: graphOfResult },
  { id: "chart", label: "Chart", fits: fitsBars, show: barsOfResult },
];

function clearResult() {
  result = null;
  byId("sparql-result").replaceChildren();
  byId("sparql-wrong").replaceChildren();
}

/** @param {QueryResult} found */
function showResult(found) {
  result = found;
  askedText = queryArea().value;
  shownAs = "";
  const rows = found.rows.length;
  const unit = found.statements ? "statement" : "row";
  const time = `in ${found.seconds < 0.01 ? "under 0.01" : found.seconds.toFixed(2)} s`;
  saySparql(found.said === null ? `${rows} ${unit}${rows === 1 ? "" : "s"} ${time}.`
    : `${found.said ? "Yes" : "No"}, ${time}.`);
  const views = RESULT_VIEWS.filter((one) => found.said === null && one.fits(found));
  byId("sparql-result").replaceChildren(
    ...(found.said === null ? [] : [element("p", { class: "said" }, found.said ? "Yes" : "No")]),
    ...(found.hint ? [element("p", { class: "note" }, `Nothing was found: ${found.hint}.`)] : []),
    element("div", { class: "bar", role: "group", "aria-label": "See and keep the result" },
      ...(views.length > 1 ? views.map((one) => button(one.label,
        () => go({ "sparql.as": one.id === "table" ? undefined : one.id }),
        { "data-as": one.id })) : []),
    ),
    element("div", { id: "sparql-seen" }),
  );
  showResultAs(value("sparql.as"));
}

/** @param {string} wanted */
function showResultAs(wanted) {
  if (!result || result.said !== null) return;
  const found = result;
  const view = RESULT_VIEWS.find((one) => one.id === wanted && one.fits(found)) || RESULT_VIEWS[0];
  if (shownAs === view.id) return;
  shownAs = view.id;
  for (const one of document.querySelectorAll("#sparql-result [data-as]")) {
    one.setAttribute("aria-pressed", String(one.getAttribute("data-as") === view.id));
  }
  view.show(byId("sparql-seen"), found);
}

/**
 * @param {HTMLElement} place
 * @param {QueryResult} found
 */
function tableOfResult(place, found) {
  const body = element("tbody");
  const more = button("", () => addRows());
  let shown = 0;
  const addRows = () => {
    const next = found.rows.slice(shown, shown + ROWS_AT_ONCE);
    body.append(...next.map((row) => element("tr", {},
      ...found.columns.map((name) => cellOf(row[name])))));
    shown += next.length;
    const left = found.rows.length - shown;
    more.hidden = left <= 0;
    more.textContent = `Show ${Math.min(left, ROWS_AT_ONCE)} more of ${left}`;
  };
  addRows();
  place.replaceChildren(element("div", { class: "cells", tabindex: "0", role: "region",
    "aria-label": "Rows of the result" }, element("table", {},
    element("thead", {}, element("tr", {},
      ...found.columns.map((name) => element("th", { scope: "col" }, name)))), body)), more);
}

/** @param {QueryTerm|undefined} term */
function cellOf(term) {
  if (!term) return element("td");
  if (term.type === "uri") return element("td", {}, ...nameOf(term.value));
  if (term.type === "bnode") return element("td", {}, `_:${term.value}`);
  const number = isNumber(term);
  return element("td", { class: number ? "n" : null, lang: term["xml:lang"] || null },
    number ? figureOf(term.value) : term.value);
}

/**
 * What an IRI is called, leading to its evidence or its page, with its short id.
 * @param {string} iri
 * @returns {Node[]}
 */
function nameOf(iri) {
  const id = idOf(iri);
  const said = element("span", { class: "id" }, id);
  if (!iri.startsWith(pack.meta.base)) return namedAbroad(iri);
  if (Object.hasOwn(pack.claims, id)) {
    return [button(pack.claims[id].text, () => go({ claim: id }), { class: "link" }), said];
  }
  if (Object.hasOwn(pack.things, id)) {
    return [button(labelOf(id), () => go({ thing: id, claim: undefined }), { class: "link" }),
      said];
  }
  const label = labelOf(id);
  const page = pageOf(id);
  const name = page ? element("a", { href: page }, label) : element("span", {}, label);
  return label === id ? [name] : [name, said];
}

/**
 * An IRI of another vocabulary: its label where the page knows one, and never a link.
 * @param {string} iri
 * @returns {Node[]}
 */
function namedAbroad(iri) {
  const [prefix, space] = Object.entries(pack.prefixes).find(([, one]) => iri.startsWith(one))
    || ["", ""];
  const name = prefix ? `${prefix}:${iri.slice(space.length)}` : iri;
  return Object.hasOwn(pack.terms, name)
    ? [element("span", {}, pack.terms[name].label), element("span", { class: "id" }, name)]
    : [element("span", {}, name)];
}

/** @param {QueryTerm|undefined} term */
function isNumber(term) {
  return term?.type === "literal" && Number.isFinite(Number(term.value))
    && /#(?:integer|decimal|double|float|int|long|nonNegativeInteger)$/.test(term.datatype || "");
}

/** @param {string} text */
function figureOf(text) {
  const [whole, part] = text.split(".");
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ",");
  return part && !/^0*$/.test(part) && !/e/i.test(text) ? `${grouped}.${part.slice(0, 2)}`
    : /e/i.test(text) ? text : grouped;
}
