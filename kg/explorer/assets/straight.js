// Lines from box to box where no columns leave room for them: straight, and bent where several
// join the same two boxes.

/**
 * @param {Arrow[]} arrows
 * @param {Map<string, PlacedNode>} nodes
 * @returns {{get: (key: string) => Route}}
 */
function straightRoutes(arrows, nodes) {
  /** @type {Map<string, Arrow[]>} */
  const pairs = new Map();
  for (const one of arrows) {
    const pair = [one.source, one.target].sort().join("|");
    pairs.set(pair, [...(pairs.get(pair) || []), one]);
  }
  return {
    get: (key) => {
      const [source, , target] = key.split("|");
      const beside = pairs.get([source, target].sort().join("|")) || [];
      const n = beside.findIndex((one) => one.key === key);
      const [from, to] = [nodes.get(source), nodes.get(target)];
      if (!from || !to) throw new Error(`${key} has no boxes.`);
      // Bent to the same side for both ways, which are seen from opposite ends.
      const side = source < target ? 1 : -1;
      return straightRoute(from, to, side * (n - (beside.length - 1) / 2) * 46);
    },
  };
}

/**
 * @param {PlacedNode} from
 * @param {PlacedNode} to
 * @param {number} bend
 * @returns {Route}
 */
function straightRoute(from, to, bend) {
  if (from === to) {
    const [x, y] = [from.x + from.w / 2, from.y];
    return { path: `M${x},${y - 6} C${x + 40},${y - 30} ${x + 40},${y + 30} ${x + 9},${y + 8}`,
      head: `${x + 8},${y + 12} ${x},${y + 6} ${x + 11},${y + 4}`, at: [x + 34, y],
      crowded: false, mark: [x + 30, y - 14, 90], curve: [x, y - 6, x + 56, y, x + 9, y + 8] };
  }
  const length = Math.hypot(to.x - from.x, to.y - from.y) || 1;
  const [nx, ny] = [-(to.y - from.y) / length, (to.x - from.x) / length];
  const [cx, cy] = [(from.x + to.x) / 2 + nx * bend, (from.y + to.y) / 2 + ny * bend];
  const [ax, ay] = borderToward(from, cx, cy);
  const [tx, ty] = borderToward(to, cx, cy);
  const away = Math.hypot(tx - cx, ty - cy) || 1;
  const [ux, uy] = [(tx - cx) / away, (ty - cy) / away];
  const [bx, by] = [tx - ux * 9, ty - uy * 9];
  const show = (/** @type {number} */ x, /** @type {number} */ y) => `${x.toFixed(1)},${y.toFixed(1)}`;
  const point = (/** @type {number} */ t) => [ax, ay].map((start, n) =>
    (1 - t) * (1 - t) * start + 2 * t * (1 - t) * [cx, cy][n] + t * t * [bx, by][n]);
  const [mx, my] = point(0.35);
  const [lx, ly] = point(0.6);
  return {
    path: bend ? `M${show(ax, ay)} Q${show(cx, cy)} ${show(bx, by)}`
      : `M${show(ax, ay)} L${show(bx, by)}`,
    head: [show(bx - uy * 4.5, by + ux * 4.5), show(tx, ty), show(bx + uy * 4.5, by - ux * 4.5)]
      .join(" "),
    at: [lx, ly], crowded: false,
    mark: [mx, my, Math.atan2(lx === mx ? 0 : ly - my, lx - mx) * 180 / Math.PI],
    curve: [ax, ay, cx, cy, bx, by],
  };
}

/**
 * Where the line from the middle of a box toward a point leaves it.
 * @param {PlacedNode} box
 * @param {number} x
 * @param {number} y
 * @returns {[number, number]}
 */
function borderToward(box, x, y) {
  const [dx, dy] = [x - box.x, y - box.y];
  const part = Math.min(box.w / 2 / (Math.abs(dx) || 1e-9), box.h / 2 / (Math.abs(dy) || 1e-9), 1);
  return [box.x + dx * part, box.y + dy * part];
}
