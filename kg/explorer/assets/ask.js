// Ask: the box, what it finds, the questions by theme, and the answer to the one that is asked.

remember(["s", "q", "as_of", "known_by"]);

/** Questions that a reader can begin with. */
const BEGIN = ["release-factors", "unnamed-only-factors", "factor-join", "release-authority",
  "country-positions", "line-change", "conflicts", "first-number"];
/** Most results of a kind at once. */
const FOUND_AT_ONCE = 8;
/** @type {Record<string, string>} */
const FOUND_LABELS = { question: "Questions", entity: "Things", instrument: "Law",
  document: "Documents", conflict: "Conflicts", term: "Terms", claim: "Claims" };

addView({ id: "ask", label: "Ask", ...askView() });

/** @returns {{make: (place: HTMLElement) => void, show: () => void}} */
function askView() {
  /** @type {Record<string, HTMLElement>} */
  const part = {};
  let searched = "";
  /** @type {ReturnType<typeof answerPart>} */
  let answering;

  /** @param {HTMLElement} place */
  function make(place) {
    const box = /** @type {HTMLInputElement} */ (element("input", { id: "ask-box", type: "search",
      autocomplete: "off", spellcheck: "false", "aria-describedby": "ask-hint",
      placeholder: "medical need, Venezuela, bond …", input: () => sought(), keydown: boxKey }));
    let waiting = 0;
    const sought = () => {
      clearTimeout(waiting);
      waiting = setTimeout(() => go({ s: box.value.trim() }, { quiet: true }), 150);
    };
    part.box = box;
    part.found = element("div", { id: "ask-found" });
    part.said = element("p", { class: "summary", role: "status" });
    part.list = element("div", { id: "ask-list" }, ...questionList());
    part.answer = element("div", { id: "ask-answer" });
    answering = answerPart(part.answer);
    place.append(
      element("h2", {}, "Ask"),
      element("form", { class: "askbox", role: "search", submit: (/** @type {Event} */ event) => {
        event.preventDefault();
        clearTimeout(waiting);
        go({ s: box.value.trim() }, { quiet: true });
        openFirst();
      } }, element("label", { for: "ask-box" }, "What do you want to know?"), box),
      element("p", { id: "ask-hint", class: "who" }, `${pack.questions.length} questions, and `
        + `${Object.keys(pack.claims).length} claims of documents. Type a word, or choose below.`),
      part.said, part.found, part.answer, part.list);
  }

  /** Enter takes the best result, arrow down goes into the list. */
  function openFirst() {
    /** @type {HTMLElement|null} */ (part.found.querySelector("button"))?.click();
  }

  /** @param {KeyboardEvent} event */
  function boxKey(event) {
    if (event.key !== "ArrowDown") return;
    const first = /** @type {HTMLElement|null} */ (part.found.querySelector("button"));
    if (!first) return;
    event.preventDefault();
    first.focus();
  }

  function showFound() {
    const text = value("s");
    const box = /** @type {HTMLInputElement} */ (part.box);
    if (document.activeElement !== box || !text) box.value = text || (box.value.trim() ? "" : box.value);
    if (text === searched) return;
    searched = text;
    const exact = text ? find(text) : [];
    const found = exact.length || !text ? exact : findNear(text);
    part.said.textContent = !text ? "" : exact.length ? `${found.length} found.` : found.length
      ? "Nothing has all of these words. These have some of them:"
      : "Nothing is found. Other words may help; the questions below are all there are.";
    part.found.replaceChildren(...FOUND_TYPES.flatMap((type) => {
      const of = found.filter((one) => one.type === type);
      return of.length ? [foundGroup(type, of)] : [];
    }));
  }

  function show() {
    showFound();
    const question = questionOf(value("q"));
    // what is sought comes before what was asked
    part.answer.hidden = !question || Boolean(value("s"));
    const all = /** @type {HTMLDetailsElement} */ (part.list.querySelector("#ask-all"));
    if (!part.list.dataset.asked !== !question) all.open = !question;
    part.list.dataset.asked = question ? "yes" : "";
    for (const one of part.list.querySelectorAll("#ask-begin")) {
      /** @type {HTMLElement} */ (one).hidden = Boolean(question);
    }
    if (value("q") && !question) {
      part.answer.hidden = false;
      answering.none(value("q"));
    } else if (question) answering.show(question);
  }

  return { make, show };
}

/**
 * @param {string} type
 * @param {Found[]} found
 */
function foundGroup(type, found) {
  return element("section", { class: "group" },
    element("h3", {}, `${FOUND_LABELS[type]} (${found.length})`),
    growingList(found.map((one) => () => element("li", {}, button(one.label, () => openFound(one),
      { class: "link", "data-found": one.id }), " ", element("span", { class: "who" },
      foundAbout(one)))), FOUND_AT_ONCE));
}

/** @param {Found} one */
function foundAbout(one) {
  if (one.type === "claim") {
    const claim = pack.claims[one.id];
    return [claim.asserter, claim.document_label, claim.stated_on].join(" · ");
  }
  return one.type === "question" ? questionOf(one.id)?.theme_label || "" : one.kind;
}

/** @param {Found} one */
function openFound(one) {
  if (one.type === "question") go(asking(one.id));
  else if (one.type === "claim") go({ ...nothingChosen(), claim: one.id });
  else go({ ...nothingChosen(), thing: one.id });
}

/** Questions to begin with, and all of them by theme. */
function questionList() {
  /** @type {Map<string, Question[]>} */
  const themes = new Map();
  for (const one of pack.questions) {
    themes.set(one.theme_label, [...(themes.get(one.theme_label) || []), one]);
  }
  const first = BEGIN.flatMap((id) => questionOf(id) || []);
  return [
    ...(first.length ? [element("section", { id: "ask-begin" },
      element("h3", {}, "To begin with"),
      element("ul", { class: "begin" }, ...first.map((one) => element("li", {},
        questionButton(one)))))] : []),
    element("details", { id: "ask-all", open: "" },
      element("summary", {}, `All questions, by theme (${pack.questions.length})`),
      ...[...themes].map(([theme, all]) => element("section", { class: "group" },
        element("h3", {}, theme),
        element("ul", { class: "claims" }, ...all.map((one) => element("li", {},
          questionButton(one))))))),
  ];
}

/** @param {Question} one */
function questionButton(one) {
  return button(one.title, () => {
    go(asking(one.id));
    byId("ask-heading").focus();
  }, { class: "link", "data-q": one.id, title: one.answers });
}
