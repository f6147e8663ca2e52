// Lines of a large drawing: all that look alike are one path, which is soon drawn; which of them is
// under the pointer is found by its curve.

/** Pixels of the screen within which a line is hit. */
const HIT = 6;

class ManyLines {
  constructor() {
    this.group = shape("g", { class: "many", "aria-hidden": "true" });
    /** @type {Map<string, {line: SVGElement, head: SVGElement}>} */
    this.drawn = new Map();
    /** @type {PlacedEdge[]} */
    this.edges = [];
  }

  /** @param {PlacedEdge[]} edges */
  show(edges) {
    this.edges = edges;
    /** @type {Map<string, PlacedEdge[]>} */
    const alike = new Map();
    for (const edge of edges) {
      const look = JSON.stringify([edge.line, edge.sign === -1, edge.change || ""]);
      const found = alike.get(look);
      if (found) found.push(edge);
      else alike.set(look, [edge]);
    }
    for (const [look, { line, head }] of this.drawn) {
      if (alike.has(look)) continue;
      line.remove();
      head.remove();
      this.drawn.delete(look);
    }
    for (const [look, found] of alike) {
      const kept = this.drawn.get(look) || this.added(look);
      setPath(kept.line, found.map((edge) => edge.path).join(""));
      setPath(kept.head, found.map((edge) => `M${edge.head}Z`).join(""));
    }
  }

  /** @param {string} look */
  added(look) {
    const [dash, against, change] = JSON.parse(look);
    const line = shape("path", { class: `line ${change}`,
      "stroke-dasharray": pack.drawn.dashes[dash] || null });
    const head = shape("path", { class: against ? "head against" : "head" });
    this.group.append(line, head);
    const made = { line, head };
    this.drawn.set(look, made);
    return made;
  }

  /**
   * The line nearest to a point, if it is near.
   * @param {{x: number, y: number}} point
   * @param {number} scale pixels for a unit of the drawing
   * @returns {PlacedEdge|null}
   */
  at({ x, y }, scale) {
    /** @type {PlacedEdge|null} */
    let nearest = null;
    let least = HIT / scale;
    for (const edge of this.edges) {
      const [ax, ay, cx, cy, bx, by] = edge.curve || [];
      // the curve lies within its three points
      if (!(x > Math.min(ax, cx, bx) - least && x < Math.max(ax, cx, bx) + least
        && y > Math.min(ay, cy, by) - least && y < Math.max(ay, cy, by) + least)) continue;
      const away = toCurve(x, y, [ax, ay, cx, cy, bx, by]);
      if (away < least) [nearest, least] = [edge, away];
    }
    return nearest;
  }
}

/**
 * @param {SVGElement} made
 * @param {string} path
 */
function setPath(made, path) {
  if (made.getAttribute("d") !== path) made.setAttribute("d", path);
}

/**
 * How far a point is from a quadratic curve, by the pieces of a polygon along it.
 * @param {number} x
 * @param {number} y
 * @param {number[]} curve
 */
function toCurve(x, y, [ax, ay, cx, cy, bx, by]) {
  const PIECES = 12;
  let [px, py, least] = [ax, ay, Infinity];
  for (let n = 1; n <= PIECES; n++) {
    const [t, u] = [n / PIECES, 1 - n / PIECES];
    const qx = u * u * ax + 2 * u * t * cx + t * t * bx;
    const qy = u * u * ay + 2 * u * t * cy + t * t * by;
    const [dx, dy] = [qx - px, qy - py];
    const along = ((x - px) * dx + (y - py) * dy) / (dx * dx + dy * dy || 1);
    const part = Math.min(Math.max(along, 0), 1);
    least = Math.min(least, Math.hypot(x - px - part * dx, y - py - part * dy));
    [px, py] = [qx, qy];
  }
  return least;
}
