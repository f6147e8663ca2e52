// Fields that change the state: a thing by its name, a day.

let fieldsMade = 0;

/** An id for what a label or a list refers to. */
function freshId() {
  fieldsMade += 1;
  return `field-${fieldsMade}`;
}

/** @type {Map<string, string>} */
const thingsByLabel = new Map();

/** Things that drawings can show, by label; a label that several share is followed by the id. */
function drawableThings() {
  if (!thingsByLabel.size) {
    const ids = Object.keys(pack.drawn.boxes);
    const seen = new Map();
    for (const id of ids) seen.set(labelOf(id), (seen.get(labelOf(id)) || 0) + 1);
    for (const id of ids) {
      thingsByLabel.set(seen.get(labelOf(id)) > 1 ? `${labelOf(id)} (${id})` : labelOf(id), id);
    }
  }
  return thingsByLabel;
}

/**
 * The thing that a text names: its label, its id, another name, or the only one that begins so.
 * @param {string} text
 * @returns {string}
 */
function thingNamed(text) {
  const wanted = text.trim().toLowerCase();
  if (!wanted) return "";
  const known = [...drawableThings()];
  /** @param {(label: string, id: string) => boolean} fits */
  const only = (fits) => {
    const found = known.filter(([label, id]) => fits(label.toLowerCase(), id));
    return found.length === 1 ? found[0][1] : "";
  };
  const named = (/** @type {string} */ id) =>
    (pack.things[id]?.names || []).some((name) => name.toLowerCase() === wanted);
  return only((label, id) => label === wanted || id === wanted) || only((_, id) => named(id))
    || only((label) => label.startsWith(wanted)) || only((label) => label.includes(wanted));
}

/**
 * The list of names that fields for things offer; one for all of them.
 * @returns {string} its id
 */
function thingList() {
  if (!document.getElementById("things")) {
    document.body.append(element("datalist", { id: "things" },
      ...[...drawableThings().keys()].sort().map((label) => element("option", { value: label }))));
  }
  return "things";
}

/**
 * A field for a thing, which offers names while one types.
 * @param {string} label
 * @param {string} name of the state
 * @returns {{field: HTMLElement, follow: () => void}}
 */
function thingField(label, name) {
  const id = freshId();
  const said = element("span", { class: "said", role: "status" });
  const input = /** @type {HTMLInputElement} */ (element("input", {
    id, type: "text", list: thingList(), autocomplete: "off", spellcheck: "false",
    change: () => {
      const found = thingNamed(input.value);
      const several = input.value.trim() !== "" && !found;
      said.textContent = several ? "Not one thing of this name: choose from the list." : "";
      if (found || !input.value.trim()) go({ [name]: found });
    },
  }));
  return {
    field: element("span", { class: "field" }, element("label", { for: id }, label), input, said),
    follow: () => {
      const chosen = value(name);
      if (document.activeElement === input && !chosen) return;
      input.value = chosen ? labelOf(chosen) : "";
      said.textContent = chosen && !pack.drawn.boxes[chosen] ? "No claim joins this to anything." : "";
    },
  };
}

/**
 * A field for a day.
 * @param {string} label
 * @param {string} name of the state
 * @returns {{field: HTMLElement, follow: () => void}}
 */
function dayField(label, name) {
  const id = freshId();
  const input = /** @type {HTMLInputElement} */ (element("input", {
    id, type: "date", change: () => {
      if (!input.value || isDay(input.value)) go({ [name]: input.value });
    },
  }));
  return {
    field: element("span", { class: "field" }, element("label", { for: id }, label), input),
    follow: () => {
      if (input.value !== dayOf(name)) input.value = dayOf(name);
    },
  };
}
