// The list under the caret of the editor: opened by a key or a button, never in the way of Tab.

/** The list of completions of a text area. */
class CaretList {
  /**
   * @param {HTMLTextAreaElement} area
   * @param {HTMLElement} frame what the list is placed in
   * @param {(text: string) => void} say
   */
  constructor(area, frame, say) {
    this.area = area;
    this.say = say;
    /** @type {Choice[]} */
    this.choices = [];
    this.at = 0;
    this.list = element("ul", { id: "sparql-choices", role: "listbox",
      "aria-label": "Completions", hidden: "" });
    frame.append(this.list);
    area.setAttribute("aria-autocomplete", "list");
    area.setAttribute("aria-controls", "sparql-choices");
    area.addEventListener("input", () => { if (this.isOpen) this.open(); });
    area.addEventListener("blur", () => this.close());
    area.addEventListener("click", () => this.close());
  }

  get isOpen() {
    return !this.list.hidden;
  }

  /** Opens the list for the word at the caret. */
  open() {
    this.choices = choicesAt(this.area.value, this.area.selectionStart);
    if (!this.choices.length) {
      this.close();
      this.say("No completion is known here.");
      return;
    }
    this.list.replaceChildren(...this.choices.map((choice, n) => element("li", {
      role: "option", id: `sparql-choice-${n}`, "aria-selected": "false",
      mousedown: (/** @type {Event} */ event) => event.preventDefault(),
      click: () => this.take(n),
    }, element("code", {}, choice.name), choice.about ? ` ${choice.about}` : "")));
    this.list.hidden = false;
    this.place();
    this.move(0);
    const all = this.choices.length < MOST_CHOICES;
    this.say(`${all ? "" : "The nearest "}${this.choices.length} completions`
      + `${all ? "" : "; type on for others"}. Arrow keys choose, Enter takes, Escape closes.`);
  }

  close() {
    this.list.hidden = true;
    this.list.replaceChildren();
    this.area.removeAttribute("aria-activedescendant");
  }

  /** @param {number} to */
  move(to) {
    this.list.children[this.at]?.setAttribute("aria-selected", "false");
    this.at = (to + this.choices.length) % this.choices.length;
    const chosen = this.list.children[this.at];
    chosen.setAttribute("aria-selected", "true");
    this.area.setAttribute("aria-activedescendant", chosen.id);
  }

  /**
   * Puts a choice in the place of the word at the caret, and declares its prefix.
   * @param {number} which
   */
  take(which) {
    const { insert } = this.choices[which];
    const end = this.area.selectionStart;
    const start = end - wordAt(this.area.value, end).length;
    this.close();
    this.area.focus();
    replaceText(this.area, start, end, insert);
    const prefix = /^(\w+):\w/.exec(insert)?.[1];
    if (!prefix) return;
    const before = this.area.value;
    const after = withPrefixes(before, prefix);
    if (after === before) return;
    const added = after.length - before.length;
    const head = /^(?:[ \t]*#.*\n)*/.exec(before)?.[0].length || 0;
    replaceText(this.area, head, head, after.slice(head, head + added));
    this.area.setSelectionRange(start + insert.length + added, start + insert.length + added);
  }

  /**
   * Keys while the list is open; the others are those of the text.
   * @param {KeyboardEvent} event
   * @returns {boolean} whether the key was for the list
   */
  key(event) {
    if (!this.isOpen) return false;
    if (event.key === "ArrowDown") this.move(this.at + 1);
    else if (event.key === "ArrowUp") this.move(this.at - 1);
    else if (event.key === "Enter" && !event.ctrlKey && !event.metaKey) this.take(this.at);
    else if (event.key === "Escape") this.close();
    else return false;
    event.preventDefault();
    event.stopPropagation();
    return true;
  }

  /** Under the caret, inside the frame. */
  place() {
    const style = getComputedStyle(this.area);
    const before = this.area.value.slice(0, this.area.selectionStart).split("\n");
    const probe = element("span", { class: "probe", "aria-hidden": "true" }, "0".repeat(40));
    this.area.after(probe);
    const wide = probe.getBoundingClientRect().width / 40;
    probe.remove();
    const high = parseFloat(style.lineHeight);
    const word = wordAt(this.area.value, this.area.selectionStart).length;
    const x = (before[before.length - 1].length - word) * wide - this.area.scrollLeft;
    const y = before.length * high - this.area.scrollTop + 8;
    const room = this.area.clientWidth - this.list.offsetWidth;
    this.list.style.left = `${Math.max(0, Math.min(x, room))}px`;
    this.list.style.top = `${Math.max(0, Math.min(y, this.area.clientHeight))}px`;
  }
}

/**
 * Replaces a part of the text as typing would, so that it can be undone.
 * @param {HTMLTextAreaElement} area
 * @param {number} start
 * @param {number} end
 * @param {string} text
 */
function replaceText(area, start, end, text) {
  area.focus();
  area.setSelectionRange(start, end);
  if (document.execCommand("insertText", false, text)) return;
  area.setRangeText(text, start, end, "end");
  area.dispatchEvent(new Event("input", { bubbles: true }));
}
