// Lines of arrows between columns, their heads, and where their labels stand.

/**
 * A line in place: `at` is where its label stands, `mark` where signs do, with the angle there;
 * `curve` has start, control and end of a line that is one quadratic curve.
 * @typedef {{path: string, head: string, at: [number, number], crowded: boolean,
 *   mark: [number, number, number], curve?: number[]}} Route
 * @typedef {{key: string, slot: Slot & {x: number}, right: boolean, other: number}} Port
 */

/**
 * @param {PlacedColumns} placed
 * @param {Joined[]} joined
 * @returns {Map<string, Route>}
 */
function routesBetween(placed, joined) {
  const ports = portHeights(placed);
  const lines = new Map(joined.map((one) => [one.key, one.lines]));
  /** @type {{x: number, y: number, w: number, h: number}[]} */
  const taken = [];
  /** @type {Map<string, number>} */
  const busy = new Map();
  for (const { source, target } of joined) {
    busy.set(`${source} out`, (busy.get(`${source} out`) || 0) + 1);
    busy.set(`${target} in`, (busy.get(`${target} in`) || 0) + 1);
  }
  const ends = new Map(joined.map((one) => [one.key, one]));
  return new Map(placed.tracks.map((track) => {
    const route = routeOf(track, placed, ports);
    const one = ends.get(track.key);
    const crowdedAtStart = (busy.get(`${one?.source} out`) || 0) > (busy.get(`${one?.target} in`) || 0);
    const late = crowdedAtStart !== track.backward;
    const text = lines.get(track.key) || [];
    const size = { h: text.length * 12,
      w: Math.max(0, ...text.map((line) => line.length)) * 5.6 };
    const spots = (late ? [0.7, 0.55, 0.4, 0.82] : [0.3, 0.45, 0.6, 0.18]).map((t) =>
      gapPoint(route.gap, t));
    const free = spots.find(([x, y]) => !taken.some((other) =>
      Math.abs(other.x - x) * 2 < other.w + size.w && Math.abs(other.y - y) * 2 < other.h + size.h));
    const at = free || spots[0];
    if (free) taken.push({ x: at[0], y: at[1], ...size });
    const crowded = !free;
    const sign = gapPoint(route.gap, late ? 0.2 : 0.8);
    const next = gapPoint(route.gap, late ? 0.22 : 0.82);
    const angle = Math.atan2(next[1] - sign[1], next[0] - sign[0]) * 180 / Math.PI;
    return [track.key, {
      path: route.path, head: route.head, at, crowded, mark: [sign[0], sign[1], angle] }];
  }));
}

/**
 * Where on the side of its box each arrow ends, so that arrows neither meet nor cross there.
 * @param {PlacedColumns} placed
 * @returns {Map<string, number>} by key and side
 */
function portHeights(placed) {
  /** @type {Map<string, Port[]>} */
  const sides = new Map();
  const add = (/** @type {Port} */ port) => {
    const name = `${port.slot.id} ${port.right}`;
    sides.set(name, [...(sides.get(name) || []), port]);
  };
  for (const { key, slots } of placed.tracks) {
    const [first, last] = [slots[0], slots[slots.length - 1]];
    const same = first.rank === last.rank;
    const [one, other] = [placed.slots.get(first.id), placed.slots.get(last.id)];
    if (one) add({ key: `${key} first`, slot: one, right: true, other: slots[1].y });
    if (other) add({ key: `${key} last`, slot: other, right: same, other: slots[slots.length - 2].y });
  }
  /** @type {Map<string, number>} */
  const heights = new Map();
  for (const ports of sides.values()) {
    ports.sort((a, b) => a.other - b.other);
    const { h, y, tight } = ports[0].slot;
    // Between boxes of a double column there is little room for lines.
    const step = Math.min(12, (tight ? 12 : h - 8) / ports.length);
    ports.forEach((port, n) => heights.set(port.key, y + (n - (ports.length - 1) / 2) * step));
  }
  return heights;
}

/**
 * @param {Track} track
 * @param {PlacedColumns} placed
 * @param {Map<string, number>} ports
 */
function routeOf({ key, slots, backward }, placed, ports) {
  const first = placed.slots.get(slots[0].id);
  const last = placed.slots.get(slots[slots.length - 1].id);
  if (!first || !last) return { path: "", head: "", gap: [0, 0, 0, 0] };
  const [from, to] = [ports.get(`${key} first`) || 0, ports.get(`${key} last`) || 0];
  const [start, end] = [first.x + first.w / 2, last.x - last.w / 2];
  if (first.rank === last.rank) return roundRoute(first, last, from, to, placed);
  const HEAD = 10;
  const at = (/** @type {number} */ x, /** @type {number} */ y) => `${x.toFixed(1)},${y.toFixed(1)}`;
  let path = `M${at(backward ? start + HEAD : start, from)}`;
  let [x, y] = [placed.spans[first.rank].right, from];
  if (x > start + HEAD) path += ` L${at(x, y)}`;
  else if (backward) x = start + HEAD;
  /** @type {number[]} */
  let gap = [];
  for (const slot of slots.slice(1)) {
    const arriving = slot === slots[slots.length - 1];
    const span = placed.spans[slot.rank];
    const height = arriving ? to : slot.y;
    const edge = arriving && span.left > end - HEAD && !backward ? end - HEAD : span.left;
    const middle = (x + edge) / 2;
    path += ` C${at(middle, y)} ${at(middle, height)} ${at(edge, height)}`;
    if (!gap.length || !backward) gap = [x, y, edge, height];
    [x, y] = [arriving ? edge : span.right, height];
    if (!arriving) path += ` L${at(x, y)}`;
  }
  if (x < end - HEAD || backward) path += ` L${at(backward ? end : end - HEAD, to)}`;
  const head = backward
    ? [at(start + HEAD, from - 4.5), at(start, from), at(start + HEAD, from + 4.5)]
    : [at(end - HEAD, to - 4.5), at(end, to), at(end - HEAD, to + 4.5)];
  return { path, head: head.join(" "), gap };
}

/**
 * An arrow between boxes of one column bends out at its right.
 * @param {Slot & {x: number}} first
 * @param {Slot & {x: number}} last
 * @param {number} from
 * @param {number} to
 * @param {PlacedColumns} placed
 */
function roundRoute(first, last, from, to, placed) {
  const [x, tip] = [first.x + first.w / 2, last.x + last.w / 2];
  const out = placed.spans[first.rank].right + 26 + Math.min(30, Math.abs(from - to) / 10);
  const end = first === last ? from + 10 : to;
  return {
    path: `M${x},${from} C${out},${from} ${out},${end} ${tip + 10},${end}`,
    head: `${tip + 10},${end - 4.5} ${tip},${end} ${tip + 10},${end + 4.5}`,
    gap: [out - 8, from, out - 8, end],
  };
}

/**
 * A point of the curve that crosses a gap.
 * @param {number[]} gap
 * @param {number} t
 * @returns {[number, number]}
 */
function gapPoint([x, y, right, height], t) {
  const middle = (x + right) / 2;
  const u = 1 - t;
  const part = (/** @type {number[]} */ [a, b, c, d]) =>
    u * u * u * a + 3 * u * u * t * b + 3 * u * t * t * c + t * t * t * d;
  return [part([x, middle, middle, right]), part([y, y, height, height])];
}
