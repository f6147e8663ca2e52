// Examples of queries: first steps, then every question as the engine gets it.

/** The choice of an example, with what it shows. */
function exampleChoice() {
  /** @type {Map<string, Example[]>} */
  const themes = new Map();
  for (const one of pack.examples) {
    themes.set(one.theme, [...(themes.get(one.theme) || []), one]);
  }
  const about = element("p", { id: "sparql-about", class: "about" });
  const choice = /** @type {HTMLSelectElement} */ (element("select", { id: "sparql-example",
    "aria-describedby": "sparql-about", change: () => tellExample(about, choice.value) },
  ...[...themes].map(([theme, all]) => element("optgroup", { label: theme },
    ...all.map((one) => element("option", { value: one.id }, one.title))))));
  tellExample(about, choice.value);
  return element("div", { class: "examples" },
    element("label", { for: "sparql-example" }, "Examples "), choice,
    button("Show in the editor", () => takeExample(choice.value)), about);
}

/**
 * What an example shows; a question of the catalogue has its answer in another view too.
 * @param {HTMLElement} place
 * @param {string} id
 */
function tellExample(place, id) {
  const example = pack.examples.find((one) => one.id === id);
  place.textContent = example?.about || "";
}

/** @param {string} id */
function takeExample(id) {
  const example = pack.examples.find((one) => one.id === id);
  if (!example) return;
  const area = queryArea();
  completions.close();
  replaceText(area, 0, area.value.length, example.text);
  area.setSelectionRange(0, 0);
  area.scrollTop = 0;
  clearResult();
  keepText(false);
  saySparql(`The example is in the editor: ${example.title}`);
}
