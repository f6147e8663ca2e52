// Which claims count on a day, and by what was known on a day.

/**
 * Whether a claim is not deprecated, possibly holds on a day, and was known by a day: the rule
 * of every question (`admitted` of kg/ask/bind.py). An empty day admits all.
 * @param {Claim} claim
 * @param {string} asOf
 * @param {string} knownBy
 */
function admitted(claim, asOf, knownBy) {
  if (claim.rank === "deprecated") return false;
  // An end is the first day on which it holds no longer.
  if (asOf && ((claim.from && claim.from > asOf) || (claim.until && claim.until <= asOf))) {
    return false;
  }
  return !(knownBy && claim.known_from && claim.known_from > knownBy);
}

/** @param {string} text */
function isDay(text) {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text));
}

/**
 * A day of the address, "" where what stands there is none.
 * @param {string} name
 */
function dayOf(name) {
  const text = value(name);
  return isDay(text) ? text : "";
}

/** @type {string[]} */
let knownDays = [];

/** Days on which a claim begins or ceases to hold, in order. */
function changeDays() {
  if (!knownDays.length) {
    const days = Object.values(pack.claims).filter((claim) => claim.rank !== "deprecated")
      .flatMap((claim) => [claim.from || "", claim.until || ""]);
    knownDays = [...new Set(days.filter(Boolean))].sort();
  }
  return knownDays;
}

/**
 * The next day of change after a day, or the last before it; "" where there is none.
 * @param {string} day
 * @param {boolean} later
 */
function nextChange(day, later) {
  const days = changeDays();
  return (later ? days.find((one) => one > day) : days.filter((one) => one < day).at(-1)) || "";
}
