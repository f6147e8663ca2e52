// The answer: as a sentence, and as a table, a drawing or bars; what it rests on and cannot say.

remember(["ask.as", "ask.figure"]);

/** @type {{question: Question, answer: Answer}|null} */
let answered = null;

/** Ways to see an answer, where it fits them. */
const ANSWER_VIEWS = [
  { id: "table", label: "Table", fits: () => true, show: tableOfAnswer },
  { id: "graph", label: "Graph", fits: answerHasArrows, show: graphOfAnswer },
  { id: "chart", label: "Chart", fits: (/** @type {Answer} */ one) => fitsBars(asResult(one)),
    show: chartOfAnswer },
];

/**
 * The part of the page that shows an answer.
 * @param {HTMLElement} place
 */
function answerPart(place) {
  let asked = "";
  const heading = element("h3", { id: "ask-heading", tabindex: "-1" });
  const about = element("p", { class: "who" });
  const fields = element("div", { class: "parameters", role: "group", "aria-label": "Values" });
  const days = pack.meta.live ? dayBar() : null;
  const note = element("div");
  const status = element("p", { class: "spoken", role: "status" });
  const body = element("div", { id: "ask-body" });
  place.append(heading, about, fields, ...(days ? [days.bar] : []), note, status, body);

  /** @param {Question} question */
  function show(question) {
    days?.follow();
    const key = JSON.stringify([question.id, givenOf(question),
      ...(pack.meta.live ? [dayOf("as_of"), dayOf("known_by")] : [])]);
    const noted = fixedNote(question);
    note.replaceChildren(...(noted ? [noted] : []));
    if (key === asked) {
      if (answered) showBody(body, answered);
      return;
    }
    asked = key;
    showFields(question);
    heading.textContent = question.title;
    about.textContent = question.answers;
    status.textContent = "Asking …";
    body.setAttribute("aria-busy", "true");
    const slow = setTimeout(() => body.replaceChildren(), 400);
    answerOf(question).then((answer) => {
      if (asked !== key) return;
      answered = { question, answer };
      heading.textContent = answer.question.title;
      status.textContent = `${counted(answer.rows.length, "row")}.`;
      body.dataset.shown = "";
      showBody(body, answered);
    }).catch((error) => {
      if (asked !== key) return;
      answered = null;
      status.textContent = "";
      body.replaceChildren(...refusalParts(error));
    }).finally(() => {
      clearTimeout(slow);
      if (asked === key) {
        body.removeAttribute("aria-busy");
        showEvidence();
      }
    });
  }

  /**
   * Fields are made anew for each set of values; the one in use keeps the focus.
   * @param {Question} question
   */
  function showFields(question) {
    const used = document.activeElement?.id;
    fields.replaceChildren(...parameterFields(question));
    fields.hidden = !question.parameters.length;
    if (used && fields.querySelector(`#${CSS.escape(used)}`)) byId(used).focus();
  }

  /** @param {string} id */
  function none(id) {
    asked = "";
    answered = null;
    heading.textContent = `There is no question ${id}.`;
    for (const one of [about, status, note, body]) one.replaceChildren();
    fields.hidden = true;
  }

  return { show, none };
}

/**
 * @param {unknown} error
 * @returns {HTMLElement[]}
 */
function refusalParts(error) {
  const message = error instanceof Error ? error.message : String(error);
  const remedy = error instanceof Refusal ? error.remedy : "";
  return [element("p", { class: "wrong", role: "alert" }, message),
    ...(remedy ? [element("p", {}, remedy)] : [])];
}

/**
 * @param {HTMLElement} body
 * @param {{question: Question, answer: Answer}} one
 */
function showBody(body, { question, answer }) {
  const views = ANSWER_VIEWS.filter((view) => view.fits(answer));
  const view = views.find((each) => each.id === value("ask.as")) || views[0];
  const shown = JSON.stringify([question.id, answer.question.parameters, answer.as_of,
    answer.known_by, view.id, view.id === "table" ? [value("ask.sort"), value("ask.find")]
      : [value("ask.figure"), value("ask.find")]]);
  if (body.dataset.shown === shown && body.children.length) {
    markRow(body);
    return;
  }
  const inPlace = Boolean(body.dataset.shown) && body.querySelector("#ask-seen");
  body.dataset.shown = shown;
  if (inPlace) {
    for (const made of body.querySelectorAll("[data-as]")) {
      made.setAttribute("aria-pressed", String(made.getAttribute("data-as") === view.id));
    }
  } else {
    body.replaceChildren(
      element("p", { class: "sentence" }, ...sentenceOfAnswer(question, answer)),
      ...(answer.rows.length && views.length > 1 ? [element("div", { class: "bar", role: "group",
        "aria-label": "Show as" }, ...views.map((each) => button(each.label,
        () => go({ "ask.as": each.id === "table" ? undefined : each.id }),
        { "data-as": each.id, "aria-pressed": String(each === view) })))] : []),
      element("div", { id: "ask-seen" }),
      ...limitsOfAnswer(question, answer));
  }
  const seen = /** @type {HTMLElement} */ (body.querySelector("#ask-seen"));
  if (answer.rows.length) view.show(seen, answer, question);
  markRow(body);
}

/**
 * @param {Question} question
 * @param {Answer} answer
 * @returns {(Node|string)[]}
 */
function sentenceOfAnswer(question, answer) {
  if (!answer.rows.length) return [question.empty];
  const first = answer.columns[0];
  const names = [...new Set(answer.rows.map((row) => textOfCell(row.cells[first])))]
    .filter(Boolean);
  const most = 4;
  const listed = names.length <= most + 1 ? joined(names)
    : `${names.slice(0, most).join("; ")}; and ${names.length - most} more`;
  // of a long list, or of days, the first few say nothing
  const telling = names.length <= 20 && !names.some((name) => /^[[/]?\d{4}/.test(name));
  const rests = answer.rests_on.split(/,? in: /)[0];
  const one = answer.rows.length === 1;
  return [`${counted(answer.rows.length, "row")}${listed && telling ? `, on: ${listed}` : ""}. `,
    `${one ? "It rests" : "They rest"} on ${rests}.`];
}

/** @param {string[]} names */
function joined(names) {
  return names.length < 2 ? names.join("")
    : `${names.slice(0, -1).join("; ")} and ${names.at(-1)}`;
}

/**
 * What the answer rests on as a whole, what it cannot say, how current it is.
 * @param {Question} question
 * @param {Answer} answer
 * @returns {HTMLElement[]}
 */
function limitsOfAnswer(question, answer) {
  const limits = answer.rows.length ? answer.limits : answer.limits.slice(0, -1);
  const example = pack.examples.find((one) => one.id === question.id);
  const disputes = [...new Set(claimsOfAnswer(answer).flatMap((id) =>
    pack.claims[id]?.contested_by || []))].sort();
  return [
    ...(disputes.length ? [element("details", {}, element("summary", {},
      `Conflicts that touch these claims (${disputes.length})`),
    element("ul", { class: "claims" }, ...disputes.map((id) => element("li", {}, thingButton(id),
      " ", element("span", { class: "who" }, pack.conflicts[id]?.can || "")))))] : []),
    element("h4", {}, "What this answer cannot say"),
    element("ul", { class: "limits" }, ...limits.map((one) => element("li", {}, one))),
    element("p", { class: "who" }, answer.last_confirmed
      ? `Current to: last stated ${answer.last_confirmed}; graph ${pack.meta.version}, `
        + `${pack.meta.digest.slice(0, 12)}.` : `Graph ${pack.meta.version}.`),
    element("details", {}, element("summary", {}, "What it rests on, and what the columns say"),
      element("p", {}, `It rests on ${answer.rests_on}.`),
      ...(answer.unseen.length ? [element("p", {}, `The original was not seen of: ${
        answer.unseen.join("; ")}.`)] : []),
      element("dl", {}, ...question.columns.filter((one) => answer.columns.includes(one.name))
        .flatMap((one) => [element("dt", {}, words(one.name)), element("dd", {}, one.about)]))),
    ...(example ? [element("p", {}, button("See its query",
      () => go({ view: "sparql", "sparql.text": example.text }), { class: "link" }))] : []),
  ];
}

/** @param {Answer} answer */
function claimsOfAnswer(answer) {
  return [...new Set(answer.rows.flatMap((row) => row.claims))];
}

/** @param {Answer} answer */
function answerHasArrows(answer) {
  const claims = new Set(claimsOfAnswer(answer));
  return pack.drawn.rows.some(([id]) => claims.has(id));
}

/**
 * @param {HTMLElement} place
 * @param {Answer} answer
 */
function graphOfAnswer(place, answer) {
  const drawing = element("div");
  place.replaceChildren(element("p", { class: "note" }, "Arrows are the claims behind the rows, as"
    + " far as they join two things."), drawing);
  drawGraph(drawing, claimsOfAnswer(answer), { title: answer.question.title });
}

/**
 * Bars of one figure, which can be chosen where the answer has several.
 * @param {HTMLElement} place
 * @param {Answer} answer
 * @param {Question} question
 */
function chartOfAnswer(place, answer, question) {
  const found = asResult({ ...answer, rows: rowsWanted(answer).map(({ row }) => row) });
  const [names, ...figures] = found.columns;
  const bars = element("div");
  const chosen = figures.includes(value("ask.figure")) ? value("ask.figure") : figures[0];
  const about = question.columns.find((one) => words(one.name).toLowerCase() === chosen)?.about;
  const made = /** @type {HTMLSelectElement} */ (element("select", { id: "ask-figure",
    change: () => {
      go({ "ask.figure": made.value });
      byId("ask-figure").focus();
    } }, ...figures.map((name) => element("option", { value: name }, name))));
  made.value = chosen;
  place.replaceChildren(...(figures.length > 1 ? [element("p", { class: "field" },
    element("label", { for: "ask-figure" }, "Figure"), made)] : []), bars);
  showBars(bars, found, [names, chosen], `${words(chosen)}: ${about || "a figure of the answer."} Each`
    + " row is a bar; rows of different measures cannot be compared.");
}

claimsBehindQuestion(() => {
  const question = questionOf(value("q"));
  if (answered && question && answered.question.id === question.id) {
    return claimsOfAnswer(answered.answer);
  }
  return question ? answerOf(question).then(claimsOfAnswer, () => []) : [];
});
