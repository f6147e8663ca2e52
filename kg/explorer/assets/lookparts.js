// Parts of Look: the choice of what is shown, the comparison of days, the arrows at a box.

/** @returns {{bar: HTMLElement, follow: () => void}} */
function lookModes() {
  const around = thingField("Thing", "look.around");
  const [from, to] = [thingField("From", "look.from"), thingField("To", "look.to")];
  const depth = [1, 2, 3].map((number) => button(String(number),
    () => go({ "look.depth": String(number) }), { "aria-label": `${number} links far` }));
  const turn = button("Turn round", () =>
    go({ "look.from": value("look.to"), "look.to": value("look.from") }));
  const modes = MODES.map(([mode, label]) => button(label, () => enterMode(mode),
    { "data-mode": mode }));
  const aroundFields = element("span", { class: "fields" }, around.field,
    element("span", { role: "group", "aria-label": "How far" }, "How far: ", ...depth));
  const pathFields = element("span", { class: "fields" }, from.field, to.field, turn);
  return {
    bar: element("div", { class: "modes" },
      element("div", { role: "group", "aria-label": "What is shown" }, ...modes),
      aroundFields, pathFields),
    follow: () => {
      const chosen = lookMode();
      modes.forEach((made, n) => {
        made.setAttribute("aria-pressed", String(MODES[n][0] === chosen));
        if (MODES[n][0] === "question") made.hidden = !(behindQuestion && value("q"));
      });
      aroundFields.hidden = chosen !== "around";
      pathFields.hidden = chosen !== "path";
      depth.forEach((made, n) =>
        made.setAttribute("aria-pressed", String(n + 1 === lookDepth())));
      for (const field of [around, from, to]) field.follow();
    },
  };
}

/**
 * Another mode takes up what is chosen.
 * @param {string} mode
 */
function enterMode(mode) {
  const thing = value("thing");
  go({
    "look.mode": mode === "pathway" ? "" : mode,
    ...(mode === "around" && thing && pack.drawn.boxes[thing] ? { "look.around": thing } : {}),
  });
}

/**
 * The arrows of two days as one drawing: what the second adds, and what it no longer has.
 * @param {Arrow[]} first
 * @param {Arrow[]} second
 * @returns {Arrow[]}
 */
function comparedArrows(first, second) {
  const before = new Set(first.map((one) => one.key));
  const after = new Set(second.map((one) => one.key));
  return [
    ...second.map((one) => before.has(one.key) ? one
      : { ...one, change: /** @type {const} */ ("added") }),
    ...first.filter((one) => !after.has(one.key))
      .map((one) => ({ ...one, change: /** @type {const} */ ("removed") })),
  ];
}

/**
 * What a comparison of two days shows, in words.
 * @param {Arrow[]} arrows
 * @returns {Node[]}
 */
function comparedNote(arrows) {
  const [day, other] = [dayOf("as_of"), dayOf("compare")];
  if (!other) return [];
  const stop = button("Stop comparing", () => go({ compare: "" }));
  if (!day) return ["A second day is chosen, and no first: choose a day. ", stop].map(asNode);
  const added = arrows.filter((one) => one.change === "added").length;
  const removed = arrows.filter((one) => one.change === "removed").length;
  return [
    `${other} compared with ${day}: `, lineSample("solid", ["added"], false, pack.drawn.dashes),
    ` ${counted(added, "arrow")} only on the second day, `,
    lineSample("dotted", ["removed"], false, pack.drawn.dashes),
    ` ${counted(removed, "arrow")} only on the first. `, stop,
  ].map(asNode);
}

/**
 * @param {Node|string} part
 * @returns {Node}
 */
function asNode(part) {
  return typeof part === "string" ? document.createTextNode(part) : part;
}

/**
 * What is chosen: ways to look on from it, and its arrows in this drawing, to be reached by keys.
 * @param {Arrow[]} arrows
 * @returns {Node[]}
 */
function arrowsHere(arrows) {
  const thing = value("thing");
  if (!thing || !pack.drawn.boxes[thing]) return [];
  const out = arrows.filter((one) => one.source === thing);
  const into = arrows.filter((one) => one.target === thing && one.source !== thing);
  return [
    element("h3", {}, labelOf(thing)),
    element("p", { class: "bar" },
      button("Look around it", () => go({ "look.mode": "around", "look.around": thing })),
      button("A path from here", () => go({ "look.mode": "path", "look.from": thing })),
      button("A path to here", () => go({ "look.mode": "path", "look.to": thing }))),
    ...arrowList("From here", out, "target"), ...arrowList("To here", into, "source"),
  ];
}

/**
 * @param {string} title
 * @param {Arrow[]} arrows
 * @param {"source"|"target"} end the other one
 * @returns {Node[]}
 */
function arrowList(title, arrows, end) {
  if (!arrows.length) return [];
  return [
    element("h4", {}, `${title} (${arrows.length})`),
    element("ul", { class: "claims" }, ...arrows.map((one) => {
      const number = one.claims.length > 1 ? ` ×${one.claims.length}` : "";
      const text = end === "target" ? `${one.label}${number} → ${labelOf(one.target)}`
        : `${labelOf(one.source)} → ${one.label}${number}`;
      const status = pack.drawn.statuses.find((each) => each.id === one.status);
      return element("li", {}, button(text, () => openChosen({ edge: one.key }),
        { class: "link", "data-edge": one.key }), " ",
      element("span", { class: "who" }, status?.label || ""));
    })),
  ];
}
