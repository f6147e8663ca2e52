// Drawings of any statements in any place: graphs of answers, of paths, of what is around a thing.

remember(["look.edge"]);

/** What choosing in a drawing does where nothing else is said: its evidence opens. */
function openChosen(/** @type {Chosen} */ { node, edge }) {
  go({ thing: node, "look.edge": edge, claim: undefined });
}

/**
 * Buttons that change what of a drawing is seen.
 * @param {Canvas} canvas
 */
function sightBar(canvas) {
  const labels = button("Labels", () => {
    const off = canvas.svg.classList.toggle("bare");
    labels.setAttribute("aria-pressed", String(!off));
  }, { "aria-pressed": "true" });
  return element("div", { class: "sightbar", role: "group", "aria-label": "Zoom and labels" },
    button("+", () => canvas.sight.zoom(1.25), { "aria-label": "Nearer" }),
    button("−", () => canvas.sight.zoom(0.8), { "aria-label": "Farther" }),
    button("All", () => canvas.all()), labels);
}

/**
 * Arrows of claims on the day of the page; what joins no two things is not among them.
 * @param {Iterable<string>} claims ids
 * @returns {Arrow[]}
 */
function arrowsOfClaims(claims) {
  const wanted = new Set(claims);
  const rows = rowsOn(dayOf("as_of"), dayOf("known_by"));
  return arrowsOf(rows.filter(([id]) => wanted.has(id)), rows);
}

/**
 * Draws arrows, or the statements of claims given by id, into a place, which it empties.
 * @param {HTMLElement} place
 * @param {(Arrow|string)[]} what
 * @param {{title: string, focus?: string, limit?: number, ranks?: Map<string, number>,
 *   choose?: (chosen: Chosen) => void, nothing?: string}} options
 *   `title` names the drawing; `choose` is called instead of opening the evidence
 * @returns {Canvas|null} null where there is nothing to draw, which the place says then
 */
function drawGraph(place, what, options) {
  const ids = what.flatMap((one) => typeof one === "string" ? [one] : []);
  const arrows = [...what.flatMap((one) => typeof one === "string" ? [] : [one]),
    ...(ids.length ? arrowsOfClaims(ids) : [])];
  if (!arrows.length) {
    place.replaceChildren(element("p", { class: "none" },
      options.nothing || "No claim here joins two things: there is nothing to draw."));
    return null;
  }
  const canvas = new Canvas(`${options.title}: boxes and arrows`, options.choose || openChosen);
  const scene = layeredScene(arrows, options);
  const sheet = element("div", { class: "sheet" }, canvas.svg);
  // A small drawing needs little room, and a large one is moved about in.
  sheet.style.height = `${Math.round(Math.min(Math.max(scene.height + 40, 180), 620))}px`;
  place.replaceChildren(sightBar(canvas), sheet, leftOut(scene));
  canvas.show(scene, { open: true });
  canvas.light({ node: value("thing"), edge: value("look.edge") });
  return canvas;
}

/**
 * What a drawing had no room for.
 * @param {Scene} scene
 */
function leftOut(scene) {
  const more = scene.left === 1 ? "1 more is" : `${scene.left} more are`;
  return element("p", { class: "left", hidden: scene.left ? null : "" },
    `${more} not shown: narrow by filters, or look closer around one of them.`);
}

/**
 * The evidence pane for an arrow: what it says, how it is borne out, and its claims.
 * @param {string} key
 * @returns {Node[]} nothing where no claim carries such an arrow on the day of the page
 */
function edgePane(key) {
  const [source, predicate, target] = key.split("|");
  const rows = rowsOn(dayOf("as_of"), dayOf("known_by"));
  const near = rows.filter((row) => endsOf(row) === `${source}|${predicate}|${target}`);
  const one = arrowsOf(near, near).find((each) => each.key === key);
  if (!one) return [];
  const status = pack.drawn.statuses.find((each) => each.id === one.status);
  const sign = one.sign === 1 ? "It works toward its target."
    : one.sign === -1 ? "It works against its target." : null;
  return [
    element("h2", { tabindex: "-1" }, sentenceOf(one)),
    element("p", { class: "kind" }, status?.label || ""),
    ...(sign ? [element("p", {}, sign)] : []),
    element("p", { class: "ends" }, endButton("From", source), " ", endButton("To", target)),
    ...claimList("Claims", one.claims), ...claimList("Disputed by", one.disputed),
  ];
}

/**
 * @param {string} way
 * @param {string} id
 */
function endButton(way, id) {
  return button(`${way}: ${labelOf(id)}`, () => openChosen({ node: id }));
}

/**
 * @param {string} title
 * @param {string[]} ids
 */
function claimList(title, ids) {
  return ids.length ? [
    element("h3", {}, `${title} (${ids.length})`),
    element("ul", { class: "claims" }, ...ids.map((id) => element("li", {}, claimButton(id)))),
  ] : [];
}

/**
 * A claim in a line, which opens its evidence.
 * @param {string} id
 */
function claimButton(id) {
  const claim = pack.claims[id];
  const who = element("span", { class: "who" }, [claim.asserter, claim.document_label,
    claim.paragraph ? `paragraph ${claim.paragraph}` : claim.locator || "", dateText(claim.stated_on),
    claim.stance_label].filter(Boolean).join(" · "));
  return element("span", {}, button(claim.text, () => go({ claim: id }),
    { class: "link", "data-claim": id }), " ", who);
}

/** @param {PlacedEdge} edge */
function looksOfEdge(edge) {
  return JSON.stringify([edge.path, edge.line, edge.marks, edge.lines, edge.crowded, edge.spine,
    edge.claims.length, edge.disputed.length]);
}

/** @param {PlacedEdge} edge */
function drawnArrow(edge) {
  const made = drawnEdge(edge, spokenOf({ ...edge, key: edge.id,
    marks: edge.marks.map(([name]) => name) }), pack.drawn.dashes);
  const change = edge.marks.find(([name]) => name === "added" || name === "removed");
  if (change) made.classList.add(change[0]);
  return made;
}

/** @param {PlacedNode} node */
function drawnBox(node) {
  return drawnNode(node, kindOf(node.id));
}
