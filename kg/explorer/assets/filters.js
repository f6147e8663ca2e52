// Filters of Look, which are its legend: what is taken out stands in the address.

remember(["look.since", "look.before"],
  ["look.no-kind", "look.no-status", "look.no-stage", "look.document"]);

/** Claims that name no legal stage. */
const NO_STAGE = "none";
const FILTERS = ["look.since", "look.before", "look.no-kind", "look.no-status", "look.no-stage",
  "look.document"];

/**
 * Whether a statement passes the filters that look at its claim; made once for all statements.
 * @returns {(row: Statement) => boolean}
 */
function claimFilter() {
  const [since, before] = [dayOf("look.since"), dayOf("look.before")];
  const documents = new Set(values("look.document"));
  const stages = new Set(values("look.no-stage"));
  return ([id]) => {
    const claim = pack.claims[id];
    if (documents.size && !documents.has(claim.document)) return false;
    const [first, last] = statedDays(claim);
    if ((since && last < since) || (before && first > before)) return false;
    return !stages.size || stagesOf(id).some((stage) => !stages.has(stage));
  };
}

/**
 * Whether an arrow passes the filters that look at what it joins and how.
 * @returns {(one: Arrow) => boolean}
 */
function arrowFilter() {
  const kinds = new Set(values("look.no-kind"));
  const statuses = new Set(values("look.no-status"));
  return (one) => !statuses.has(one.status)
    && !kinds.has(kindOf(one.source).label) && !kinds.has(kindOf(one.target).label);
}

/**
 * The first and the last day on which a claim can have been stated.
 * @param {Claim} claim
 * @returns {[string, string]}
 */
function statedDays(claim) {
  const [first, last = first] = claim.stated_on.replace(/[[\]]/g, "").split("..");
  // A year or a month stands for all its days; that some have fewer than 31 is no matter here.
  return [`${first}-01-01`.slice(0, 10), last + "-12-31".slice(last.length - 4)];
}

/**
 * @param {string} id of a claim
 * @returns {string[]}
 */
function stagesOf(id) {
  return pack.drawn.stages.of[id] || [NO_STAGE];
}

/**
 * The legend: one box for each value, with a sample of how it looks and how many there are.
 * @returns {{legend: HTMLElement, follow: (arrows: Arrow[]) => void}}
 */
function lookLegend() {
  /** @type {{input: HTMLInputElement, count: HTMLElement, row: HTMLElement, name: string,
   *   one: string}[]} */
  const boxes = [];
  const row = (/** @type {string} */ name, /** @type {string} */ one, /** @type {string} */ label,
    /** @type {Node|null} */ looks) => {
    const input = /** @type {HTMLInputElement} */ (element("input",
      { type: "checkbox", change: () => go({ [name]: toggled(values(name), one) }) }));
    const count = element("span", { class: "count" });
    const made = element("label", {}, input, looks, element("span", {}, label), count);
    boxes.push({ input, count, row: made, name, one });
    return made;
  };
  const { kinds, statuses, stages, dashes } = pack.drawn;
  const kindRows = Object.entries(kinds).sort().map(([kind, look]) => row("look.no-kind", kind,
    kind, kindSample({ ...look, outlines: look.sample })));
  const documents = [...new Set(pack.drawn.rows.map(([id]) => pack.claims[id]?.document || ""))]
    .map((id) => ({ id, label: labelOf(id) })).sort((a, b) => a.label < b.label ? -1 : 1);
  const [since, before] = [dayField("From", "look.since"), dayField("Up to", "look.before")];
  const clear = button("Clear filters", () =>
    go(Object.fromEntries(FILTERS.map((name) => [name, undefined]))));
  const legend = element("details", { class: "legend", open: "" },
    element("summary", {}, "Legend and filters"), clear,
    fieldset("Type of thing", ...kindRows),
    fieldset("Evidence", ...statuses.map((one) => row("look.no-status", one.id, one.label,
      lineSample(one.line, one.marks, false, dashes)))),
    element("ul", { class: "signs", "aria-label": "Signs" },
      element("li", {}, lineSample("solid", [], true, dashes), "Works against its target"),
      element("li", {}, lineSample("solid", ["disputed"], false, dashes), "Disputed by other claims"),
      element("li", {}, element("span", { class: "sample" }, "×3"), "Three claims say so")),
    fieldset("Legal stage", ...Object.entries({ ...stages.labels, [NO_STAGE]: "no stage named" })
      .map(([stage, label]) => row("look.no-stage", stage, label, null))),
    fieldset("Stated", since.field, before.field),
    element("details", { class: "documents" }, element("summary", {}, "Only from these documents"),
      element("fieldset", { class: "scroll" }, element("legend", { class: "spoken" }, "Documents"),
        ...documents.map(({ id, label }) => row("look.document", id, label, null)))),
    lookKeys());
  return {
    legend,
    follow: (arrows) => {
      since.follow();
      before.follow();
      toggleDisabled(clear, !FILTERS.some((name) => values(name).length));
      const counts = countsOf(arrows);
      for (const { input, count, row: made, name, one } of boxes) {
        const only = name === "look.document";
        input.checked = values(name).includes(one) === only;
        const number = counts.get(`${name} ${one}`) || 0;
        if (count.textContent !== String(number)) count.textContent = String(number);
        const hide = number === 0 && input.checked !== only;
        if (made.hidden !== hide) made.hidden = hide;
      }
    },
  };
}

/**
 * @param {string[]} list
 * @param {string} one
 */
function toggled(list, one) {
  return list.includes(one) ? list.filter((each) => each !== one) : [...list, one].sort();
}

/**
 * @param {string} title
 * @param {...Node} children
 */
function fieldset(title, ...children) {
  return element("fieldset", {}, element("legend", {}, title), ...children);
}

/**
 * How many things, or arrows, each value of a filter is about.
 * @param {Arrow[]} arrows what would be shown without filters
 */
function countsOf(arrows) {
  /** @type {Map<string, number>} */
  const found = new Map();
  const add = (/** @type {string} */ name) => found.set(name, (found.get(name) || 0) + 1);
  for (const id of new Set(arrows.flatMap((one) => [one.source, one.target]))) {
    add(`look.no-kind ${kindOf(id).label}`);
  }
  for (const one of arrows) {
    add(`look.no-status ${one.status}`);
    const ids = one.claims.length ? one.claims : one.disputed;
    for (const stage of new Set(ids.flatMap(stagesOf))) add(`look.no-stage ${stage}`);
    for (const document of new Set(ids.map((id) => pack.claims[id].document))) {
      add(`look.document ${document}`);
    }
  }
  return found;
}

/** What the keys do. */
function lookKeys() {
  const rows = [["↓ ↑", "along an arrow, or against it"], ["← →", "the box beside"],
    ["Enter", "opens the evidence"], ["+ − 0", "nearer, farther, all"],
    ["Shift and arrows", "move the drawing"]];
  return element("details", {}, element("summary", {}, "Keys in the drawing"),
    element("dl", {}, ...rows.flatMap(([key, does]) => [element("dt", {}, element("kbd", {}, key)),
      element("dd", {}, does)])));
}
