// The evidence pane: what is known of a claim, a cell, an arrow, a thing, or behind a row.

remember(["row", "claim", "cell", "thing", "look.edge"]);

/**
 * What had the focus when the pane opened.
 * @type {Element|null}
 */
let openedFrom = null;
let paneShows = "";

/**
 * The state with nothing chosen.
 * @returns {State}
 */
function nothingChosen() {
  return { claim: undefined, cell: undefined, "look.edge": undefined, thing: undefined,
    row: undefined };
}

/**
 * What is chosen, from the inside out, each with how it is shown.
 * @returns {{name: string, of: string, parts: () => Node[]}[]}
 */
function chosenThings() {
  const row = Number(value("row"));
  const found = value("view") && value("view") !== "ask" ? undefined : answered?.answer.rows[row];
  return [
    { name: "claim", of: value("claim"), parts: () => claimPane(value("claim")) },
    { name: "cell", of: value("cell"), parts: () => cellPane(value("cell")) },
    { name: "look.edge", of: value("look.edge"), parts: () => edgePane(value("look.edge")) },
    { name: "thing", of: value("thing"), parts: () => thingPane(value("thing")) },
    { name: "row", of: found && value("row") ? value("row") : "",
      parts: () => rowPane(/** @type {AnswerRow} */ (found)) },
  ].filter((one) => one.of);
}

/** Shows the evidence of what is chosen; only what changed is made anew. */
function showEvidence() {
  const pane = byId("evidence");
  const chosen = chosenThings();
  const shows = JSON.stringify([chosen.map(({ name, of }) => [name, of]), dayOf("as_of"),
    dayOf("known_by"), chosen[0]?.name === "row" ? value("q") + location.hash : ""]);
  if (shows === paneShows) return;
  paneShows = shows;
  let parts = /** @type {Node[]} */ ([]);
  let at = 0;
  while (at < chosen.length && !parts.length) {
    parts = chosen[at].parts();
    at += 1;
  }
  const open = parts.length > 0;
  const was = !pane.hidden;
  const within = pane.contains(document.activeElement);
  if (open && !was) openedFrom = document.activeElement;
  pane.hidden = !open;
  byId("main").classList.toggle("beside", open);
  const outer = chosen[at];
  pane.replaceChildren(...(open ? [
    element("div", { class: "bar panebar" },
      ...(outer ? [button("← Back", () => go({ [chosen[at - 1].name]: undefined }),
        { "data-back": "" })] : []),
      button("Close", closeEvidence, { "data-close": "" })),
    ...parts] : []));
  // by then everything is laid out anyway
  if (was) requestAnimationFrame(() => { pane.scrollTop = 0; });
  if (open && (was ? within : true) && (within || wasChosenHere())) {
    /** @type {HTMLElement|null} */ (pane.querySelector("h2"))?.focus();
  } else if (!open && was && within) giveFocusBack();
}

/** Whether a reader chose it, and it did not come with the address. */
function wasChosenHere() {
  return Boolean(openedFrom && openedFrom !== document.body);
}

function giveFocusBack() {
  const again = openedFrom instanceof HTMLElement && openedFrom.isConnected ? openedFrom
    : /** @type {HTMLElement|null} */ (document.querySelector(`[data-open="${value("row")}"]`))
      || byId("content");
  openedFrom = null;
  again.focus();
}

function closeEvidence() {
  go(nothingChosen());
}

document.addEventListener("keydown", (event) => {
  const pane = byId("evidence");
  if (event.key !== "Escape" || event.defaultPrevented || pane.hidden) return;
  // in a field, and in a drawing, the key has a meaning of its own
  if (document.activeElement?.matches("input, textarea, select") && !pane.contains(
    document.activeElement)) return;
  event.preventDefault();
  closeEvidence();
});

watch(showEvidence);

/**
 * @param {AnswerRow} row
 * @returns {Node[]}
 */
function rowPane(row) {
  const columns = /** @type {{answer: Answer}} */ (answered).answer.columns;
  const rest = columns.slice(1).filter((name) => textOfCell(row.cells[name]));
  return [
    element("h2", { tabindex: "-1" }, dateText(textOfCell(row.cells[columns[0]]))
      || "A row of the answer"),
    element("dl", {}, ...rest.flatMap((name) => [element("dt", {}, words(name)),
      element("dd", {}, ...(name === "contested" ? conflictsOf(row.cells[name])
        : shownCell(row.cells[name], typeof row.cells[name] === "number")))])),
    ...claimList("Claims", row.claims.filter((id) => Object.hasOwn(pack.claims, id))),
    ...cellList(row.observations),
  ];
}

/**
 * @param {string} id
 * @returns {Node[]}
 */
function thingPane(id) {
  if (id.startsWith("origin/")) return originPane(id);
  const known = Object.hasOwn(pack.things, id) ? pack.things[id]
    : Object.hasOwn(pack.terms, id) ? pack.terms[id] : null;
  if (!known) return [];
  const names = "names" in known ? known.names || [] : [];
  const every = Object.keys(pack.claims).filter(standsOnDay);
  const of = (/** @type {(one: Claim) => boolean} */ fits) =>
    every.filter((name) => fits(pack.claims[name]));
  const said = of((one) => one.subject === id || one.object === id);
  const by = of((one) => one.attribution.some((step) => step.speaker === id));
  const within = of((one) => one.document === id);
  const sides = of((one) => (one.contested_by || []).includes(id));
  const page = pageOf(id);
  return [
    element("h2", { tabindex: "-1" }, known.label),
    element("p", { class: "kind" }, `${known.kind} · ${id}`),
    ...(known.definition ? [element("p", {}, known.definition)] : []),
    ...(names.length ? [element("p", { class: "who" }, `Also: ${names.join("; ")}`)] : []),
    ...(Object.hasOwn(pack.documents, id) ? documentParts(id) : []),
    element("p", { class: "bar" },
      ...(pack.drawn.boxes[id] ? [button("Draw what surrounds it", () => go({ view: "look",
        "look.mode": "around", "look.around": id, claim: undefined }))] : []),
      ...asksAbout(id),
      ...(page ? [element("a", { href: page }, "Its page")] : [])),
    ...(Object.hasOwn(pack.conflicts, id) ? sidesOf(id) : claimFold("Sides", sides, true)),
    ...claimFold("Claims about it", said, true),
    ...claimFold("Said by it, or through it", by, !said.length),
    ...claimFold("Claims in it", within, !said.length && !by.length),
    ...(said.length + by.length + within.length + sides.length ? []
      : [element("p", {}, "No claim names it here as its subject, object, speaker or document.")]),
  ];
}

/**
 * A conflict side by side, with whether both can hold.
 * @param {string} id
 * @returns {Node[]}
 */
function sidesOf(id) {
  const one = pack.conflicts[id];
  return [
    element("p", { class: "tags" }, element("span", { class: "tag" }, one.can),
      element("span", { class: "tag" }, one.kind)),
    ...one.sides.flatMap((side, n) => [
      element("h3", {}, `Side ${n + 1}: ${side.label}`),
      element("ul", { class: "claims" }, ...side.claims.filter((name) =>
        Object.hasOwn(pack.claims, name)).map((name) => element("li", {}, claimButton(name)))),
    ]),
  ];
}

/**
 * Questions that take the thing.
 * @param {string} id
 * @returns {Node[]}
 */
function asksAbout(id) {
  const live = pack.meta.live;
  return pack.questions.flatMap((question) => question.parameters.flatMap((one) => {
    if (!one.choices?.includes(id) || one.choices.length > 600) return [];
    if (!live && !heldChoices(question, one)?.has(id)) return [];
    return [element("li", {}, button(question.title.includes(id) ? question.answers : question.title,
      () => go(asking(question.id, one.default === id ? {} : { [one.name]: id })),
      { class: "link" }))];
  })).reduce((/** @type {HTMLElement[]} */ found, item) => {
    if (!found.length) {
      found.push(element("details", {}, element("summary", {}, "Ask about it"),
        element("ul", { class: "claims" })));
    }
    found[0].lastElementChild?.append(item);
    return found;
  }, []);
}

/**
 * @param {string} title
 * @param {string[]} ids
 * @param {boolean} open
 * @returns {Node[]}
 */
function claimFold(title, ids, open) {
  return ids.length ? [element("details", { open: open ? "" : null },
    element("summary", {}, `${title} (${ids.length})`),
    growingList(byDay(ids).map((id) => () => element("li", {}, claimButton(id)))))] : [];
}

/**
 * @param {string} id
 * @returns {Node[]}
 */
function originPane(id) {
  const claims = Object.keys(pack.claims).filter((name) =>
    (pack.claims[name].origin || []).includes(id));
  if (!claims.length) return [];
  const one = pack.claims[claims[0]];
  const label = one.origin_labels?.[(one.origin || []).indexOf(id)] || id;
  const documents = [...new Set(claims.map((name) => pack.claims[name].document))];
  return [
    element("h2", { tabindex: "-1" }, label),
    element("p", { class: "kind" }, `origin · ${counted(documents.length, "document")}`),
    element("p", {}, "An origin is what was said once: every document that repeats it goes back to"
      + " it, and it counts as one."),
    ...claimFold("Claims that go back to it", claims, true),
  ];
}

/**
 * @param {string[]} ids
 * @returns {Node[]}
 */
function cellList(ids) {
  const known = ids.filter((id) => readingOf(id));
  return known.length ? [
    element("h3", {}, `Cells of published tables (${known.length})`),
    growingList(known.map((id) => () => element("li", {}, button(cellName(id),
      () => go({ cell: id }), { class: "link", "data-cell": id }), " ",
    element("span", { class: "who" }, cellPlace(id))))),
  ] : [];
}

/** @param {string} id */
function cellName(id) {
  const one = /** @type {Reading} */ (readingOf(id));
  const of = Object.values(one.dimensions).map((each) => each.label).join(", ");
  return `${figureOf(String(one.value))}: ${one.measure.label}${of ? `, ${of}` : ""}, ${one.period}`;
}

/** @param {string} id */
function cellPlace(id) {
  const one = /** @type {Reading} */ (readingOf(id));
  return `${labelOf(one.document)} · ${one.sheet}, ${one.cell} · published ${one.published}`;
}

/**
 * @param {string} id
 * @returns {Node[]}
 */
function cellPane(id) {
  const one = readingOf(id);
  if (!one) return [];
  /** @type {[string, string|null][]} */
  const facts = [
    ["Measure", one.measure.label], ["Unit", one.unit], ["Stock or flow", one.kind],
    ["Period", one.coverage === "whole" ? one.period : `${one.period} (${one.coverage})`],
    ...Object.entries(one.dimensions).map(([name, each]) =>
      /** @type {[string, string]} */ ([words(name), each.label])),
    ["Population", one.population], ["Denominator", one.denominator],
    ["Not separable", one.not_separable], ["Table", one.table.label], ["Place", cellPlace(id)],
  ];
  return [
    element("h2", { tabindex: "-1" }, figureOf(String(one.value))),
    element("p", { class: "kind" }, `a cell of a published table · ${id}`),
    definitionList(facts),
    ...(one.breaks.length ? [element("h3", {}, "Where the series breaks"),
      element("ul", {}, ...one.breaks.map((each) => element("li", {}, `${each.at}: ${each.reason}`)))]
      : []),
    element("p", { class: "bar" }, thingButton(one.document)),
  ];
}

/** @param {[string, string|null|undefined][]} pairs those without a text are left out */
function definitionList(pairs) {
  return element("dl", {}, ...pairs.flatMap(([name, text]) => text
    ? [element("dt", {}, name), element("dd", {}, text)] : []));
}
