// Dates of claims as people read them: written in EDTF, with intervals and what is not known.

/**
 * A date in words; what is none stays as it is.
 * @param {string} text
 * @returns {string}
 */
function dateText(text) {
  const day = String.raw`\d{4}(?:-\d{2})?(?:-\d{2})?`;
  const one = String.raw`(?:${day}[~?%]?|\[(?:${day})?\.\.(?:${day})?\]|\.\.|)`;
  const found = new RegExp(`^(${one})(?:(/)(${one}))?$`).exec(text);
  if (!found || !text) return text;
  const [, first, interval, last] = found;
  if (!interval) return oneDate(first);
  const [from, until] = [first, last].map((part) => part === ".." ? "" : oneDate(part));
  return [from && `from ${from}`, until ? `until ${until}` : "no end named"].filter(Boolean)
    .join(from && until ? " " : ", ");
}

/** @param {string} text */
function oneDate(text) {
  const sign = { "~": "about ", "?": "perhaps ", "%": "perhaps about " }[text.slice(-1)] || "";
  const between = /^\[(.*)\.\.(.*)\]$/.exec(text);
  if (!between) return sign + (sign ? text.slice(0, -1) : text);
  const [, from, until] = between;
  return from && until ? `between ${from} and ${until}` : from ? `${from} or later`
    : `${until} or earlier`;
}

/**
 * The first day that a date names, to sort by.
 * @param {string} text
 */
function plainDay(text) {
  return text.replace(/^[[./]+/, "");
}

/**
 * Claims by the day on which they were stated.
 * @param {string[]} ids
 */
function byDay(ids) {
  const day = (/** @type {string} */ id) => plainDay(pack.claims[id].stated_on);
  return [...ids].sort((a, b) => (day(a) < day(b) ? -1 : Number(day(a) > day(b))));
}
