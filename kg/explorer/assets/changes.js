// What differs between two days, and what begins or ceases on one.

/**
 * Claims that are admitted on one day and not on the other.
 * @param {string} day
 * @param {string} other
 * @param {string} knownBy
 */
function claimsOnlyOn(day, other, knownBy) {
  return Object.entries(pack.claims).filter(([, claim]) =>
    admitted(claim, day, knownBy) && !admitted(claim, other, knownBy)).map(([id]) => id).sort();
}

/** @returns {Node[]} */
function changesOfDays() {
  const [day, other, knownBy] = [dayOf("as_of"), dayOf("compare"), dayOf("known_by")];
  if (day && other && day !== other) {
    const [first, last] = day < other ? [day, other] : [other, day];
    return [
      element("h3", {}, `Between ${first} and ${last}`),
      changedClaims(`Possible on ${last}, not on ${first}`, "added",
        claimsOnlyOn(last, first, knownBy)),
      changedClaims(`Possible on ${first}, not on ${last}`, "removed",
        claimsOnlyOn(first, last, knownBy)),
      element("p", { class: "who" }, "A claim that names no time is possible on every day, and one "
        + "that names no end on every day after its start."),
    ];
  }
  if (!day) {
    return [element("p", {}, "Choose a day: the drawing and the answers follow it. "
      + "Choose a second one to see what differs.")];
  }
  const known = Object.entries(pack.claims).filter(([, claim]) => admitted(claim, "", knownBy));
  const on = (/** @type {"from"|"until"} */ bound) =>
    known.filter(([, claim]) => claim[bound] === day).map(([id]) => id).sort();
  return [
    element("h3", {}, `On ${day}`),
    changedClaims("Possibly begins to hold on this day", "added", on("from")),
    changedClaims("Holds no longer from this day on", "removed", on("until")),
  ];
}

/**
 * @param {string} title
 * @param {"added"|"removed"} how
 * @param {string[]} ids
 */
function changedClaims(title, how, ids) {
  return element("details", { class: "changed", open: ids.length && ids.length < 25 ? "" : null },
    element("summary", {}, element("span", { class: "sign", "aria-hidden": "true" },
      how === "added" ? "+ " : "− "), `${title} (${counted(ids.length, "claim")})`),
    growingList(ids.map((id) => () => element("li", {}, claimButton(id)))));
}

/**
 * The claims stated in a month.
 * @param {string} month
 * @returns {Node[]}
 */
function statedInMonth(month) {
  if (!/^\d{4}-\d{2}$/.test(month)) return [];
  const ids = Object.entries(pack.claims).filter(([, claim]) => statedMonth(claim) === month
    && admitted(claim, "", dayOf("known_by"))).map(([id]) => id).sort();
  return [element("h3", {}, `Stated in ${month} (${counted(ids.length, "claim")})`),
    growingList(ids.map((id) => () => element("li", {}, claimButton(id))))];
}
