// The day of the page: by date, by a slider over the days of change, and from change to change.

remember(["as_of", "known_by", "compare", "thing", "claim"]);

/**
 * A control for the day that all views follow.
 * @returns {{bar: HTMLElement, follow: () => void}}
 */
function dayBar() {
  const days = changeDays();
  const asOf = dayField("As of", "as_of");
  const knownBy = dayField("Known by", "known_by");
  const id = freshId();
  let sliding = false;
  const slider = /** @type {HTMLInputElement} */ (element("input", {
    id, type: "range", min: "0", max: String(days.length), step: "1",
    input: () => {
      // One step to undo for one pull, however many days it passes.
      go({ as_of: days[Number(slider.value)] || "" }, { quiet: sliding });
      sliding = true;
    },
    change: () => { sliding = false; },
  }));
  const step = (/** @type {boolean} */ later) => () => {
    const day = nextChange(dayOf("as_of") || (later ? "" : "9999"), later);
    if (day) go({ as_of: day });
  };
  const before = button("◀", step(false), { "aria-label": "Change before" });
  const after = button("▶", step(true), { "aria-label": "Next change" });
  const none = button("Any day", () => go({ as_of: "", known_by: "" }));
  return {
    bar: element("div", { class: "daybar", role: "group", "aria-label": "Day" },
      asOf.field, before, element("label", { for: id, class: "slide" },
        element("span", { class: "spoken" }, "Day of change"), slider), after, knownBy.field, none),
    follow: () => {
      asOf.follow();
      knownBy.follow();
      const day = dayOf("as_of");
      const at = day ? Math.max(0, days.filter((one) => one <= day).length - 1) : days.length;
      if (slider.value !== String(at)) slider.value = String(at);
      slider.setAttribute("aria-valuetext", day || "any day");
      toggleDisabled(none, !day && !dayOf("known_by"));
      toggleDisabled(after, !nextChange(day, true) || !day);
      toggleDisabled(before, !nextChange(day || "9999", false));
    },
  };
}

/**
 * @param {HTMLElement} made
 * @param {boolean} off
 */
function toggleDisabled(made, off) {
  if (off) made.setAttribute("disabled", "");
  else made.removeAttribute("disabled");
}
