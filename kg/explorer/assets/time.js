// Time: the day and a second one, what differs between them, and the timeline with its list.

remember(["time.first", "time.last", "time.month"], ["time.no-lane"]);

/** Rows of a list made at first. */
const FIRST_ITEMS = 60;

addView({ id: "time", label: "Time", ...timeView() });

/**
 * The first year that is shown, and the first that is not.
 * @returns {[number, number]}
 */
function timeYears() {
  const now = Number(pack.meta.current_to.slice(0, 4)) || new Date().getUTCFullYear();
  const year = (/** @type {string} */ name, /** @type {number} */ otherwise) => {
    const found = Number(value(name));
    return Number.isInteger(found) && found > 1800 && found < 2200 ? found : otherwise;
  };
  const first = year("time.first", now - 3);
  return [first, Math.max(first + 1, year("time.last", now + 1))];
}

/**
 * The years of all that stands on the timeline.
 * @returns {[number, number]}
 */
function allYears() {
  const years = [...changeDays(), ...Object.values(pack.times.events).map((one) => one.from || "")]
    .filter(Boolean).map((day) => Number(day.slice(0, 4)));
  return [Math.min(...years), Math.max(...years) + 1];
}

/** @returns {{make: (place: HTMLElement) => void, show: () => void}} */
function timeView() {
  /** @type {{follow: () => void}[]} */
  let followers = [];
  /** @type {Record<string, HTMLElement>} */
  const part = {};
  let drawn = "";

  /** @param {HTMLElement} place */
  function make(place) {
    const [day, second, undo, years, lanes] = [dayBar(), dayField("Compare with", "compare"),
      undoBar(), yearBar(), laneBar()];
    followers = [day, second, undo, years, lanes];
    const swap = button("Swap the two days", () =>
      go({ as_of: dayOf("compare"), compare: dayOf("as_of") }));
    part.swap = swap;
    part.changes = element("div", { class: "changes" });
    part.sheet = element("div", { class: "times", tabindex: "0", role: "region",
      "aria-label": "Timeline" });
    part.list = element("div", { class: "timelist" });
    part.month = element("div");
    place.append(element("h2", {}, "Time"), day.bar,
      element("div", { class: "bar" }, second.field, swap,
        button("Show in the drawing", () => go({ view: "look" })), undo.bar),
      part.changes, element("h3", {}, "Timeline"),
      element("div", { class: "bar" }, years.bar, lanes.bar),
      element("p", { class: "who" }, "A bar stands where something is said to hold; dashed where "
        + "it possibly began earlier or ended later. A bar that reaches the edge names no end."),
      part.sheet, part.month, part.list);
  }

  function show() {
    for (const one of followers) one.follow();
    toggleDisabled(part.swap, !dayOf("as_of") || !dayOf("compare"));
    const name = JSON.stringify(["as_of", "known_by", "compare", "time.first", "time.last",
      "time.month", "time.no-lane"].map((one) => values(one)));
    if (name === drawn) return;
    drawn = name;
    part.changes.replaceChildren(...changesOfDays());
    const [first, last] = timeYears().map((year) => `${year}-01-01`);
    const left = new Set(values("time.no-lane"));
    const lanes = timeLanes(dayOf("known_by")).filter((lane) => !left.has(lane.id));
    part.sheet.replaceChildren(timelineDrawing(lanes, first, last, go));
    part.month.replaceChildren(...statedInMonth(value("time.month")));
    part.list.replaceChildren(element("h3", {}, "The timeline as a list"),
      ...lanes.map((lane) => laneList(lane, first, last)));
  }

  return { make, show };
}

/** Buttons for the years that are shown. */
function yearBar() {
  const move = (/** @type {(years: [number, number]) => [number, number]} */ act) => () => {
    const [first, last] = act(timeYears());
    go({ "time.first": String(first), "time.last": String(last) });
  };
  const said = element("span", { class: "summary", role: "status" });
  const bar = element("span", { role: "group", "aria-label": "Years" },
    button("Earlier", move(([a, b]) => [a - Math.ceil((b - a) / 2), b - Math.ceil((b - a) / 2)])),
    button("Later", move(([a, b]) => [a + Math.ceil((b - a) / 2), b + Math.ceil((b - a) / 2)])),
    button("Fewer years", move(([a, b]) => {
      const day = Number((dayOf("as_of") || `${Math.floor((a + b) / 2)}`).slice(0, 4));
      const half = Math.max(1, Math.floor((b - a) / 4));
      return day < a || day > b ? [a + half, Math.max(b - half, a + half + 1)]
        : [Math.max(a, day - half), Math.min(b, day + half)];
    })),
    button("More years", move(([a, b]) => [a - Math.ceil((b - a) / 2), b + Math.ceil((b - a) / 2)])),
    button("All years", move(() => allYears())), said);
  return { bar, follow: () => {
    const [first, last] = timeYears();
    const text = `${first} to ${last - 1}`;
    if (said.textContent !== text) said.textContent = text;
  } };
}

/** Boxes for the lanes that are shown. */
function laneBar() {
  const made = timeLanes("").map((lane) => {
    const input = /** @type {HTMLInputElement} */ (element("input", { type: "checkbox",
      change: () => go({ "time.no-lane": toggled(values("time.no-lane"), lane.id) }) }));
    return { id: lane.id, input, label: element("label", { class: "tick" }, input, lane.label) };
  });
  return {
    bar: element("span", { role: "group", "aria-label": "Lanes" },
      ...made.map(({ label }) => label)),
    follow: () => {
      for (const { id, input } of made) input.checked = !values("time.no-lane").includes(id);
    },
  };
}

/**
 * @param {Lane} lane
 * @param {string} first
 * @param {string} last
 */
function laneList(lane, first, last) {
  const found = lane.months
    ? [...lane.months].sort().filter(([month]) => month >= first.slice(0, 7) && month < last.slice(0, 7))
      .map(([month, number]) => ({ choose: /** @type {State} */ (lane.id === "record"
        ? { view: "record" } : { "time.month": month }), text: month,
      said: counted(number, lane.noun || "") }))
    : rowsBetween(lane, first, last).flatMap((row) => row.items.map((item) => ({
      choose: item.choose, text: `${row.label}: ${item.text}`, said: spanText(item) })));
  return element("details", { class: "lane" },
    element("summary", {}, `${lane.label} (${found.length})`),
    growingList(found.map(({ choose, text, said }) => () => element("li", {},
      button(text, () => go(choose), { class: "link" }), " ",
      element("span", { class: "who" }, said)))));
}

/**
 * A list that is made in part, and whole when asked for.
 * @param {(() => HTMLElement)[]} makers of its items
 * @param {number} [first] how many at first
 */
function growingList(makers, first = FIRST_ITEMS) {
  const list = element("ul", { class: "claims" });
  const fill = (/** @type {number} */ from, /** @type {number} */ to) =>
    list.append(...makers.slice(from, to).map((make) => make()));
  fill(0, first);
  if (makers.length > first) {
    const more = element("li", {}, button(`Show ${makers.length - first} more`, () => {
      more.remove();
      fill(first, makers.length);
      /** @type {HTMLElement|null} */ (list.children[first].querySelector("button"))?.focus();
    }));
    list.append(more);
  }
  return list;
}
