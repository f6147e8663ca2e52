// The timeline as a drawing: a lane for each sort of thing, a row for each thing, a bar for what
// is said to hold; dashed where it possibly begins earlier or ends later.

const NAMES = 210;
const WIDE = 900;
const ROW = 20;
const MONTHS_HIGH = 56;

/** @param {string} day */
function dayNumber(day) {
  const [year, month, date] = day.split("-").map(Number);
  return Date.UTC(year, (month || 1) - 1, date || 1) / 86400000;
}

/**
 * Where a day stands, between the first and the last.
 * @param {string} first
 * @param {string} last
 * @returns {(day: string) => number}
 */
function dayScale(first, last) {
  const [start, end] = [dayNumber(first), dayNumber(last)];
  return (day) => NAMES + Math.min(Math.max((dayNumber(day) - start) / (end - start), 0), 1) * WIDE;
}

/**
 * @param {Lane[]} lanes
 * @param {string} first
 * @param {string} last
 * @param {(choice: State) => void} choose
 * @returns {SVGElement}
 */
function timelineDrawing(lanes, first, last, choose) {
  const at = dayScale(first, last);
  const parts = document.createDocumentFragment();
  let y = 4;
  for (const lane of lanes) {
    parts.append(shape("text", { class: "lane", x: 4, y: y + 14 }, lane.label),
      ...yearsShown(first, last).map((year) =>
        shape("text", { class: "year", x: at(`${year}-01-01`) + 3, y: y + 14 }, String(year))));
    y += ROW;
    if (lane.months) {
      parts.append(monthBars(lane, first, last, at, y, choose));
      y += MONTHS_HIGH;
    }
    const rows = rowsBetween(lane, first, last);
    if (!rows.length && !lane.months) {
      parts.append(shape("text", { class: "nothing", x: NAMES, y: y + 14 }, "nothing in these years"));
      y += ROW;
    }
    for (const row of rows) {
      parts.append(...timeRow(row, at, y, first, last, choose));
      y += ROW;
    }
    y += 10;
  }
  const drawing = shape("svg", {
    class: "timeline", width: NAMES + WIDE + 20, height: y + 8,
    viewBox: `0 0 ${NAMES + WIDE + 20} ${y + 8}`, role: "img",
    "aria-label": `Timeline from ${first} to ${last}; the list below says the same`,
  });
  drawing.append(...yearLines(first, last, at, y), parts, ...dayLines(first, last, at, y));
  return drawing;
}

/**
 * Years whose beginning is marked.
 * @param {string} first
 * @param {string} last
 */
function yearsShown(first, last) {
  const [from, to] = [Number(first.slice(0, 4)), Number(last.slice(0, 4))];
  const step = Math.max(1, Math.ceil((to - from) / 12));
  return Array.from({ length: Math.ceil((to - from) / step) }, (_, n) => from + n * step);
}

/**
 * @param {string} first
 * @param {string} last
 * @param {(day: string) => number} at
 * @param {number} bottom
 */
function yearLines(first, last, at, bottom) {
  return yearsShown(first, last).map((year) => shape("line", { class: "year",
    x1: at(`${year}-01-01`), x2: at(`${year}-01-01`), y1: 0, y2: bottom }));
}

/**
 * Lines for the day and for the one it is compared with.
 * @param {string} first
 * @param {string} last
 * @param {(day: string) => number} at
 * @param {number} bottom
 */
function dayLines(first, last, at, bottom) {
  return ["as_of", "compare"].flatMap((name) => {
    const day = dayOf(name);
    if (!day || day < first || day > last) return [];
    return [
      shape("line", { class: `day ${name}`, x1: at(day), x2: at(day), y1: 0, y2: bottom }),
      shape("text", { class: "day", x: at(day) + 3, y: 30 }, day),
    ];
  });
}

/**
 * @param {LaneRow} row
 * @param {(day: string) => number} at
 * @param {number} y
 * @param {string} first
 * @param {string} last
 * @param {(choice: State) => void} choose
 */
function timeRow(row, at, y, first, last, choose) {
  const name = row.label.length > 29 ? `${row.label.slice(0, 28)}…` : row.label;
  return [
    shape("text", { class: "row", x: 8, y: y + 13 }, name),
    ...row.items.map((item) => timeBar(item, row.label, at, y, first, last, choose)),
  ];
}

/**
 * @param {Item} item
 * @param {string} row
 * @param {(day: string) => number} at
 * @param {number} y
 * @param {string} first
 * @param {string} last
 * @param {(choice: State) => void} choose
 */
function timeBar(item, row, at, y, first, last, choose) {
  const [start, end] = [at(item.from || first), at(item.until || last)];
  const [sure, unsure] = [item.certainFrom && at(item.certainFrom), at(item.certainUntil || last)];
  const middle = y + 9;
  return shape("g", { class: item.negated ? "item negated" : "item", "data-item": item.id,
    click: () => choose(item.choose) },
  shape("title", {}, `${row}: ${item.text} (${spanText(item)})`),
  shape("rect", { class: "hit", x: start - 3, y, width: Math.max(end - start, 4) + 6, height: ROW }),
  shape("path", { class: "possible", d: `M${start} ${middle}H${Math.max(end, start + 4)}` }),
  sure !== "" && sure < unsure ? shape("rect", { class: "certain", x: sure, y: y + 4,
    width: Math.max(unsure - sure, 3), height: ROW - 10 }) : null,
  end - start > 60 || end > NAMES + WIDE - 120 ? null
    : shape("text", { class: "what", x: Math.max(end, start + 4) + 4, y: y + 13 }, shortened(item.text)));
}

/** @param {string} text */
function shortened(text) {
  return text.length > 26 ? `${text.slice(0, 25)}…` : text;
}

/**
 * A time in words: bounds that differ are both named.
 * @param {Item} item
 */
function spanText(item) {
  const from = item.from === item.certainFrom || !item.certainFrom ? item.from
    : `${item.from || "unknown"} to ${item.certainFrom}`;
  if (!item.until && !item.certainUntil) return `from ${from || "an unknown day"}, no end known`;
  const until = item.until === item.certainUntil || !item.certainUntil ? item.until
    : `${item.certainUntil} to ${item.until || "unknown"}`;
  return `from ${from || "an unknown day"}, until before ${until}`;
}

/**
 * A column for each month, as high as its number.
 * @param {Lane} lane
 * @param {string} first
 * @param {string} last
 * @param {(day: string) => number} at
 * @param {number} y
 * @param {(choice: State) => void} choose
 */
function monthBars(lane, first, last, at, y, choose) {
  const shown = [...(lane.months || [])].filter(([month]) =>
    month >= first.slice(0, 7) && month < last.slice(0, 7));
  const most = Math.max(1, ...shown.map(([, number]) => number));
  const group = shape("g", { class: `months ${lane.id}` },
    shape("text", { class: "row", x: 8, y: y + 13 }, `most: ${most} in a month`));
  for (const [month, number] of shown) {
    const high = Math.max(2, (number / most) * (MONTHS_HIGH - 14));
    const x = at(`${month}-01`);
    const next = Math.max(2, Math.min(at(`${month}-28`) - x, 14));
    group.append(shape("rect", { class: "month", x, y: y + MONTHS_HIGH - 8 - high, width: next,
      height: high, "data-month": month,
      click: () => choose(lane.id === "record" ? { view: "record" } : { "time.month": month }) },
    shape("title", {}, `${month}: ${counted(number, lane.noun || "")}`)));
  }
  return group;
}
