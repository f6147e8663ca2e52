// Scenes: boxes and arrows in place, ready to be drawn.

/**
 * @typedef {{width: number, height: number, nodes: PlacedNode[], edges: PlacedEdge[],
 *   left: number}} Scene `left` counts boxes that found no place
 */

// The size for which outlines are given, by kg/explorer/statements.py.
const OUTLINE = [120, 29];
/** @type {Map<string, string[]>} */
const stretchedOutlines = new Map();

/** @param {string} id */
function kindOf(id) {
  const label = pack.things[id]?.kind || "Other";
  const look = pack.drawn.kinds[label];
  return look ? { label, ...look } : { label, family: "other", letters: label.slice(0, 2),
    outlines: ["-60,-14.5 60,-14.5 60,14.5 -60,14.5"], sample: [] };
}

/**
 * Outlines for a box of another size: what lies between the corners grows.
 * @param {string} kind
 * @param {string[]} outlines
 * @param {number} w
 * @param {number} h
 */
function outlinesFor(kind, outlines, w, h) {
  const name = `${kind} ${w} ${h}`;
  const kept = stretchedOutlines.get(name);
  if (kept) return kept;
  const grow = [(w - OUTLINE[0]) / 2, (h - OUTLINE[1]) / 2];
  const made = outlines.map((points) => points.split(" ").map((point) =>
    point.split(",").map((at, n) => Number(at) + Math.sign(Number(at)) * grow[n]).join(","))
    .join(" "));
  stretchedOutlines.set(name, made);
  return made;
}

/**
 * @param {string} id
 * @returns {Sized & {lines: string[]}}
 */
function boxOf(id) {
  const box = pack.drawn.boxes[id];
  if (!box) {
    const label = labelOf(id).slice(0, 40);
    return { id, w: label.length * 9 + 44, h: 29, lines: [label] };
  }
  const [w, h, ...text] = box;
  return { id, w, h, lines: text };
}

/**
 * @param {string} id
 * @param {number} x
 * @param {number} y
 * @param {{w?: number, h?: number, spine?: boolean}} [more]
 * @returns {PlacedNode}
 */
function placedNode(id, x, y, more = {}) {
  const box = { ...boxOf(id), ...more };
  const kind = kindOf(id);
  return {
    id, label: labelOf(id), kind: kind.label, definition: pack.things[id]?.definition || "",
    spine: Boolean(more.spine), x, y, w: box.w, h: box.h, lines: box.lines,
    outlines: outlinesFor(kind.label, kind.outlines, box.w, box.h),
  };
}

/**
 * The label of an arrow in lines, with the number of claims where there are more than one.
 * @param {Arrow} one
 */
function arrowLines(one) {
  const number = one.claims.length > 1 ? ` ×${one.claims.length}` : "";
  /** @type {string[]} */
  const found = [];
  for (const word of `${one.label}${number}`.split(" ")) {
    const last = found.at(-1);
    if (last !== undefined && last.length + word.length < 18) found[found.length - 1] += ` ${word}`;
    else found.push(word);
  }
  return found;
}

/**
 * @param {Arrow} one
 * @param {{path: string, head: string, at: [number, number], crowded: boolean,
 *   spine?: boolean, curve?: number[]}} route
 * @param {string[]} text
 * @param {[string, number, number, number][]} marks
 * @returns {PlacedEdge}
 */
function placedEdge(one, route, text, marks) {
  return {
    ...one, id: one.key, path: route.path, head: route.head, at: route.at, lines: text,
    // A label that weakens its arrow stays, whatever it covers.
    crowded: route.crowded && one.label === pack.drawn.predicates[one.predicate]?.label
      && one.claims.length < 2,
    spine: Boolean(route.spine), marks, curve: route.curve,
  };
}

/**
 * The signs of an arrow, with those of a comparison.
 * @param {Arrow} one
 */
function signsOf(one) {
  return one.change ? [one.change, ...one.marks] : one.marks;
}

/**
 * Boxes in columns: by distance from `focus`, else by what leads to what.
 * @param {Arrow[]} arrows
 * @param {{focus?: string, limit?: number, ranks?: Map<string, number>}} [options]
 * @returns {Scene}
 */
function layeredScene(arrows, options = {}) {
  const { focus = "", limit = 60 } = options;
  const every = [...new Set([...(focus ? [focus] : []),
    ...arrows.flatMap((one) => [one.source, one.target])])];
  const kept = new Set(every.length > limit ? nearest(every, arrows, focus, limit) : every);
  const shown = arrows.filter((one) => kept.has(one.source) && kept.has(one.target));
  const joined = shown.map((one) => ({ ...one, lines: arrowLines(one) }));
  const busy = degreesOf(shown);
  const boxes = every.filter((id) => kept.has(id)).map((id) => {
    const box = boxOf(id);
    // Many arrows need a long side to end at.
    return { ...box, h: Math.max(box.h, Math.min(Math.max(...(busy.get(id) || [0])) * 8, 480)) };
  });
  const ranks = options.ranks || (focus ? columnsAround(focus, joined)
    : columnsByChain(boxes.map((box) => box.id), joined));
  const placed = placeColumns(boxes, joined, ranks);
  const routes = routesBetween(placed, joined);
  return {
    width: placed.width, height: placed.height, left: every.length - kept.size,
    nodes: [...placed.slots.values()].map((slot) =>
      placedNode(slot.id, slot.x, slot.y, { h: slot.h, spine: slot.id === focus })),
    edges: joined.flatMap((one) => {
      const route = routes.get(one.key);
      return route ? [placedEdge(one, route, one.lines, signsOf(one).map((name, n) =>
        [name, route.mark[0] + n * 18, route.mark[1], route.mark[2]]))] : [];
    }),
  };
}

/**
 * Those nearest to the focus, or joined by most, where not all find room.
 * @param {string[]} every
 * @param {Arrow[]} arrows
 * @param {string} focus
 * @param {number} limit
 */
function nearest(every, arrows, focus, limit) {
  /** @type {Map<string, number>} */
  const weight = new Map();
  for (const { source, target, claims } of arrows) {
    for (const end of [source, target]) weight.set(end, (weight.get(end) || 0) + claims.length + 1);
  }
  const joined = arrows.map((one) => ({ ...one, lines: [] }));
  const far = focus ? columnsAround(focus, joined) : new Map();
  const away = (/** @type {string} */ id) => Math.abs(far.get(id) ?? (focus ? 99 : 0));
  return [...every].sort((a, b) => away(a) - away(b)
    || (weight.get(b) || 0) - (weight.get(a) || 0)).slice(0, limit);
}

/**
 * The pathway as it was laid out; what has no line there gets a straight one.
 * @param {Arrow[]} arrows
 * @returns {Scene}
 */
function pathwayScene(arrows) {
  const view = pack.views.pathway;
  if (!view) return layeredScene(arrows);
  const nodes = nodesAt(arrows, (id) => {
    const [x, y, w, h, spine] = view.nodes[id];
    return placedNode(id, x, y, { w, h, spine });
  });
  const straight = straightRoutes(arrows, nodes);
  return {
    width: view.width, height: view.height, left: 0, nodes: [...nodes.values()],
    edges: arrows.map((one) => {
      const laid = view.edges[one.key];
      const route = laid || straight.get(one.key);
      const known = new Map((laid?.marks || []).map((mark) => [mark[0], mark]));
      return placedEdge(one, route, arrowLines(one), signsOf(one).map((name, n) =>
        known.get(name) || [name, route.at[0] + n * 18, route.at[1] - 16, 90]));
    }),
  };
}

/**
 * What was found for the arrows that were drawn last: choosing changes labels only.
 * @type {{arrows: Arrow[]|null, nodes: Map<string, PlacedNode>,
 *   straight: ReturnType<typeof straightRoutes>}}
 */
let everythingOf = { arrows: null, nodes: new Map(), straight: new Map() };

/**
 * Everything, where forces put it; lines say how many claims they stand for, no more.
 * @param {Arrow[]} arrows
 * @param {Set<string>} [named] arrows that have their label all the same
 * @returns {Scene}
 */
function everythingScene(arrows, named = new Set()) {
  const view = pack.views.everything;
  if (!view) return layeredScene(arrows);
  if (everythingOf.arrows !== arrows) {
    const nodes = nodesAt(arrows, (id) => placedNode(id, ...view.nodes[id]));
    everythingOf = { arrows, nodes, straight: straightRoutes(arrows, nodes) };
  }
  const { nodes, straight } = everythingOf;
  return {
    width: view.width, height: view.height, left: 0, nodes: [...nodes.values()],
    edges: arrows.map((one) => {
      const route = straight.get(one.key);
      const text = named.has(one.key) ? arrowLines(one)
        : one.claims.length > 1 ? [`×${one.claims.length}`] : [];
      return placedEdge(one, route, text, signsOf(one).map((name, n) =>
        [name, route.mark[0] + n * 18, route.mark[1], route.mark[2]]));
    }),
  };
}

/**
 * @param {Arrow[]} arrows
 * @param {(id: string) => PlacedNode} place
 * @returns {Map<string, PlacedNode>}
 */
function nodesAt(arrows, place) {
  /** @type {Map<string, PlacedNode>} */
  const found = new Map();
  for (const end of arrows.flatMap((one) => [one.source, one.target])) {
    if (!found.has(end)) found.set(end, place(end));
  }
  return found;
}

/** @type {Set<string>} */
const pathwayEnds = new Set(Object.keys(pack.views.pathway?.edges || {}).map((key) =>
  key.split("|").slice(0, 3).join("|")));

/**
 * Whether a statement belongs to the chain from arrest to release, or bears on it.
 * @param {Statement} row
 */
function onPathway(row) {
  return pathwayEnds.has(endsOf(row));
}
