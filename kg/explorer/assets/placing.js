// Columns in place: heights that keep arrows straight, and widths that leave room for labels.

// Boxes in a column before it is made of two, side by side
const TALL = 12;
const GAP = 14;

/**
 * @typedef {{left: number, right: number}} Span
 * @typedef {{slots: Map<string, Slot & {x: number}>, spans: Span[], tracks: Track[],
 *   width: number, height: number}} PlacedColumns
 */

/**
 * @param {Sized[]} boxes
 * @param {Joined[]} joined
 * @param {Map<string, number>} ranks
 * @returns {PlacedColumns}
 */
function placeColumns(boxes, joined, ranks) {
  const { columns, tracks } = orderedColumns(boxes, joined, ranks);
  const double = columns.map((column) => {
    const real = column.filter((slot) => !slot.passes);
    if (real.length <= TALL) return false;
    real.forEach((slot, n) => Object.assign(slot, { aside: n % 2, tight: true }));
    return true;
  });
  settle(columns, tracks, double);
  const names = new Map(joined.map((one) => [one.key, one]));
  const spans = acrossColumns(columns, tracks, double, names);
  /** @type {Map<string, Slot & {x: number}>} */
  const slots = new Map();
  let top = Infinity;
  let bottom = -Infinity;
  columns.forEach((column, n) => {
    for (const slot of column) {
      top = Math.min(top, slot.y - slot.h / 2);
      bottom = Math.max(bottom, slot.y + slot.h / 2);
      if (slot.passes) continue;
      const half = (spans[n].right - spans[n].left - (double[n] ? GAP : 0)) / (double[n] ? 4 : 2);
      const x = double[n] && slot.aside ? spans[n].right - half : spans[n].left + half;
      slots.set(slot.id, Object.assign(slot, { x }));
    }
  });
  for (const slot of new Set(columns.flat())) slot.y -= top;
  return { slots, spans, tracks, width: spans.at(-1)?.right || 0, height: bottom - top };
}

/**
 * Heights near those of what a slot is joined to, in the order of the column.
 * @param {Slot[][]} columns
 * @param {Track[]} tracks
 * @param {boolean[]} double
 */
function settle(columns, tracks, double) {
  /** @type {Map<Slot, Slot[]>} */
  const beside = new Map();
  for (const { slots } of tracks) {
    slots.slice(1).forEach((slot, n) => {
      beside.set(slot, [...(beside.get(slot) || []), slots[n]]);
      beside.set(slots[n], [...(beside.get(slots[n]) || []), slot]);
    });
  }
  columns.forEach((column, n) => stack(column, column.map(() => 0), double[n]));
  for (let round = 0; round < 8; round += 1) {
    for (const [n, column] of round % 2 ? [...columns.entries()].reverse() : columns.entries()) {
      stack(column, column.map((slot) => {
        const near = (beside.get(slot) || []).filter((one) => one.rank !== slot.rank);
        return near.length ? near.reduce((sum, one) => sum + one.y, 0) / near.length : slot.y;
      }), double[n]);
    }
  }
}

/**
 * The heights nearest to those wished that keep order and distance: neighbours that would be too
 * close are moved as one.
 * @param {Slot[]} column
 * @param {number[]} wished
 * @param {boolean} double
 */
function stack(column, wished, double) {
  let offset = 0;
  const offsets = column.map((slot, n) => {
    const last = column[n - 1];
    if (last) {
      const near = double && !last.passes && !slot.passes;
      offset += near ? Math.max(last.h, slot.h) / 2 + GAP * 0.7 : (last.h + slot.h) / 2 + GAP;
    }
    return offset;
  });
  /** @type {{sum: number, count: number}[]} */
  const blocks = [];
  wished.forEach((wish, n) => {
    blocks.push({ sum: wish - offsets[n], count: 1 });
    while (blocks.length > 1) {
      const [one, other] = blocks.slice(-2);
      if (one.sum / one.count <= other.sum / other.count) break;
      blocks.splice(-2, 2, { sum: one.sum + other.sum, count: one.count + other.count });
    }
  });
  let n = 0;
  for (const { sum, count } of blocks) {
    for (const end = n + count; n < end; n += 1) column[n].y = sum / count + offsets[n];
  }
}

/**
 * @param {Slot[][]} columns
 * @param {Track[]} tracks
 * @param {boolean[]} double
 * @param {Map<string, Joined>} names
 * @returns {Span[]}
 */
function acrossColumns(columns, tracks, double, names) {
  const room = columns.map(() => 60);
  for (const { key, slots } of tracks) {
    const longest = Math.max(0, ...(names.get(key)?.lines || []).map((line) => line.length));
    for (const { rank } of slots.slice(0, -1)) room[rank] = Math.max(room[rank], longest * 6 + 56);
  }
  let left = 0;
  return columns.map((column, n) => {
    const widest = Math.max(0, ...column.map((slot) => slot.w));
    const right = left + (double[n] ? 2 * widest + GAP : widest);
    const span = { left, right };
    left = right + room[n];
    return span;
  });
}
