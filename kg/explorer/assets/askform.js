// What a question takes, as fields: choices where they are closed, text where it is free.

/**
 * Fields for the parameters of a question; each change asks anew.
 * @param {Question} question
 * @returns {HTMLElement[]}
 */
function parameterFields(question) {
  return question.parameters.map((one) => {
    const id = `p-${one.name}`;
    const held = heldChoices(question, one);
    const about = element("span", { class: "who", id: `${id}-about` }, one.about);
    const made = one.choices ? choiceField(one, id, held) : textField(one, id, held !== null);
    return element("span", { class: "field parameter" },
      element("label", { for: id }, words(one.name)), made, about);
  });
}

/** @param {string} name */
function words(name) {
  const text = name.replaceAll("_", " ");
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** @type {Map<string, string[]>} */
const valuesHeld = new Map();

/** Values of parameters that a file holds answers for, by question and parameter. */
function heldValues() {
  if (!valuesHeld.size) {
    for (const key of pack.held) {
      const at = key.indexOf("=");
      const name = at < 0 ? key : key.slice(0, at);
      valuesHeld.set(name, [...(valuesHeld.get(name) || []), key.slice(at + 1)]);
    }
  }
  return valuesHeld;
}

/**
 * The values that a file holds answers for; null where a server answers with any.
 * @param {Question} question
 * @param {Parameter} one
 * @returns {Set<string>|null}
 */
function heldChoices(question, one) {
  if (pack.meta.live) return null;
  const kept = heldValues().get(`${question.id}?${one.name}`) || [];
  // rows of the answer that is held can be narrowed in the page
  const narrowed = one.narrows ? one.choices || [] : [];
  return new Set([one.default || "", ...kept, ...narrowed]);
}

/**
 * @param {Parameter} one
 * @param {string} id
 * @param {Set<string>|null} held
 */
function choiceField(one, id, held) {
  const chosen = value(`p.${one.name}`) || one.default || "";
  const choices = (one.choices || []).filter((each) => !held || held.has(each));
  const free = one.optional && (!held || held.has(""));
  const strange = chosen && chosen !== ANY && !choices.includes(chosen);
  const list = [
    ...(free ? [["", one.default ? ANY : ""].map(String)] : []),
    ...choices.map((each) => [labelOfChoice(each), each]),
    ...(strange ? [[`${labelOfChoice(chosen)} (not among the choices)`, chosen]] : []),
  ];
  const made = /** @type {HTMLSelectElement} */ (element("select", { id,
    "aria-describedby": `${id}-about`, disabled: list.length < 2 ? "" : null,
    change: () => setParameter(one, made.value) },
  ...list.map(([label, each]) => element("option", { value: each }, label || "any"))));
  made.value = chosen;
  return made;
}

/**
 * Concepts stand among choices without their prefix.
 * @param {string} id
 */
function labelOfChoice(id) {
  const label = labelOf(id);
  return label === id ? labelOf(`cg:${id}`).replace(/^cg:/, "") : label;
}

/**
 * @param {Parameter} one
 * @param {string} id
 * @param {boolean} fixed
 */
function textField(one, id, fixed) {
  const made = /** @type {HTMLInputElement} */ (element("input", { id,
    type: one.type === "day" ? "date" : one.type === "number" ? "number" : "text",
    min: one.type === "number" ? "0" : null, autocomplete: "off", spellcheck: "false",
    placeholder: one.type === "text" && one.optional && !one.default ? "any" : null,
    disabled: fixed ? "" : null, list: one.type === "claim" && !fixed ? claimNameList() : null,
    "aria-describedby": `${id}-about`, change: () => setParameter(one, made.value.trim()) }));
  const text = value(`p.${one.name}`) || one.default || "";
  made.value = text === ANY ? "" : text;
  return made;
}

/** Names of claims for fields that take one; one list for all of them. */
function claimNameList() {
  if (!document.getElementById("claim-names")) {
    document.body.append(element("datalist", { id: "claim-names" },
      ...Object.entries(pack.claims).map(([id, one]) =>
        element("option", { value: id }, one.text))));
  }
  return "claim-names";
}

/**
 * @param {Parameter} one
 * @param {string} text
 */
function setParameter(one, text) {
  const taken = !text && one.default ? (one.optional ? ANY : "") : text;
  go({ [`p.${one.name}`]: taken === one.default ? undefined : taken, row: undefined });
}

/** Why fields cannot be changed in a file, where that is so. */
function fixedNote(/** @type {Question} */ question) {
  if (pack.meta.live) return null;
  const days = dayOf("as_of") || dayOf("known_by");
  const fixed = question.parameters.some((one) => heldChoices(question, one)?.size === 1);
  const said = [
    fixed ? "This file holds the answer with some values only; fields that are fixed can be changed"
      + " in the page of kg serve." : "",
    days ? "The day chosen in this page does not narrow the answer below: a file holds answers for"
      + " any day." : "",
  ].filter(Boolean).join(" ");
  if (!said) return null;
  return element("p", { class: "note" }, `${said} With a command: `,
    element("code", {}, commandOf(question, givenOf(question))));
}
