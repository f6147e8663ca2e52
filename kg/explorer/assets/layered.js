// Columns of boxes: which column, and in which order, so that few arrows cross.

/**
 * @typedef {{id: string, w: number, h: number}} Sized
 * @typedef {{key: string, source: string, target: string, lines: string[]}} Joined
 *
 * A box, or the place where a long arrow passes a column (`passes`).
 * @typedef {{id: string, w: number, h: number, rank: number, passes: boolean, y: number,
 *   aside: number, tight: boolean}} Slot
 * @typedef {{key: string, slots: Slot[], backward: boolean}} Track
 */

/**
 * Columns for boxes: each as far right as the longest chain of arrows to it; arrows that lead
 * back into a chain do not count.
 * @param {string[]} ids
 * @param {Joined[]} joined
 * @returns {Map<string, number>}
 */
function columnsByChain(ids, joined) {
  /** @type {Map<string, string[]>} */
  const next = new Map(ids.map((id) => [id, []]));
  const arriving = new Set();
  for (const { source, target } of joined) {
    if (source === target) continue;
    next.get(source)?.push(target);
    arriving.add(target);
  }
  /** @type {Map<string, number>} */
  const state = new Map();
  /** @type {string[]} */
  const order = [];
  /** @type {Map<string, string[]>} */
  const kept = new Map();
  const enter = (/** @type {string} */ first) => {
    const stack = [{ id: first, left: [...(next.get(first) || [])] }];
    state.set(first, 1);
    while (stack.length) {
      const top = stack[stack.length - 1];
      const to = top.left.pop();
      if (to === undefined) {
        state.set(top.id, 2);
        order.unshift(top.id);
        stack.pop();
      } else if (state.get(to) !== 1) {
        kept.set(top.id, [...(kept.get(top.id) || []), to]);
        if (!state.has(to)) {
          state.set(to, 1);
          stack.push({ id: to, left: [...(next.get(to) || [])] });
        }
      }
    }
  };
  for (const id of [...ids].sort((a, b) => Number(arriving.has(a)) - Number(arriving.has(b)))) {
    if (!state.has(id)) enter(id);
  }
  const ranks = new Map(order.map((id) => [id, 0]));
  for (const id of order) {
    for (const to of kept.get(id) || []) {
      ranks.set(to, Math.max(ranks.get(to) || 0, (ranks.get(id) || 0) + 1));
    }
  }
  // What starts a chain stands beside what it leads to.
  for (const id of [...order].reverse()) {
    const ahead = (kept.get(id) || []).map((to) => ranks.get(to) || 0);
    if (!arriving.has(id) && ahead.length) ranks.set(id, Math.min(...ahead) - 1);
  }
  return ranks;
}

/**
 * Columns around a box: as far from it as links lead, what leads to it left, the rest right.
 * @param {string} focus
 * @param {Joined[]} joined
 * @returns {Map<string, number>}
 */
function columnsAround(focus, joined) {
  const ranks = new Map([[focus, 0]]);
  let edge = [focus];
  for (let far = 1; edge.length; far += 1) {
    /** @type {string[]} */
    const found = [];
    for (const { source, target } of joined) {
      for (const [from, to, side] of /** @type {[string, string, number][]} */ (
        [[source, target, 1], [target, source, -1]])) {
        if (!edge.includes(from) || ranks.has(to)) continue;
        ranks.set(to, far * (Math.sign(ranks.get(from) || 0) || side));
        found.push(to);
      }
    }
    edge = found;
  }
  return ranks;
}

/**
 * Columns of slots in an order with few crossings, and the track of each arrow through them.
 * @param {Sized[]} boxes
 * @param {Joined[]} joined
 * @param {Map<string, number>} ranks
 * @returns {{columns: Slot[][], tracks: Track[]}}
 */
function orderedColumns(boxes, joined, ranks) {
  const lowest = Math.min(...boxes.map((box) => ranks.get(box.id) || 0));
  /** @type {Slot[][]} */
  const columns = [];
  /** @type {Map<string, Slot>} */
  const slots = new Map();
  const put = (/** @type {Slot} */ slot) => {
    while (columns.length <= slot.rank) columns.push([]);
    columns[slot.rank].push(slot);
    return slot;
  };
  for (const { id, w, h } of boxes) {
    const rank = (ranks.get(id) || 0) - lowest;
    slots.set(id, put({ id, w, h, rank, passes: false, y: 0, aside: 0, tight: false }));
  }
  /** @type {Track[]} */
  const tracks = [];
  for (const { key, source, target } of joined) {
    const [one, other] = [slots.get(source), slots.get(target)];
    if (!one || !other) continue;
    const [left, right] = one.rank <= other.rank ? [one, other] : [other, one];
    const between = [];
    for (let rank = left.rank + 1; rank < right.rank; rank += 1) {
      between.push(put({
        id: key, w: 0, h: 12, rank, passes: true, y: 0, aside: 0, tight: false }));
    }
    tracks.push({ key, slots: [left, ...between, right], backward: left !== one });
  }
  arrangeColumns(columns, tracks);
  return { columns, tracks };
}

/**
 * @param {Slot[][]} columns
 * @param {Track[]} tracks
 */
function arrangeColumns(columns, tracks) {
  /** @type {Map<Slot, Slot[]>} */
  const before = new Map();
  /** @type {Map<Slot, Slot[]>} */
  const after = new Map();
  const steps = tracks.flatMap(({ slots }) => slots.slice(1).map((slot, n) => ({
    from: slots[n], to: slot }))).filter(({ from, to }) => from.rank !== to.rank);
  for (const { from, to } of steps) {
    after.set(from, [...(after.get(from) || []), to]);
    before.set(to, [...(before.get(to) || []), from]);
  }
  /** @type {Map<Slot, number>} */
  const at = new Map();
  const number = () => columns.forEach((column) => column.forEach((slot, n) => at.set(slot, n)));
  number();
  let best = columns.map((column) => [...column]);
  let least = crossings(steps, at);
  for (let sweep = 0; sweep < 12 && least; sweep += 1) {
    const beside = sweep % 2 ? after : before;
    for (const column of sweep % 2 ? [...columns].reverse() : columns) {
      /** @type {Map<Slot, number>} */
      const wish = new Map(column.map((slot, n) => {
        const near = beside.get(slot) || [];
        return [slot, near.length
          ? near.reduce((sum, one) => sum + (at.get(one) || 0), 0) / near.length : n];
      }));
      column.sort((a, b) => (wish.get(a) || 0) - (wish.get(b) || 0));
      column.forEach((slot, n) => at.set(slot, n));
    }
    const crossed = crossings(steps, at);
    if (crossed < least) {
      least = crossed;
      best = columns.map((column) => [...column]);
    }
  }
  best.forEach((column, n) => { columns[n] = column; });
}

/**
 * @param {{from: Slot, to: Slot}[]} steps
 * @param {Map<Slot, number>} at
 */
function crossings(steps, at) {
  /** @type {Map<number, [number, number][]>} */
  const gaps = new Map();
  for (const { from, to } of steps) {
    const found = gaps.get(from.rank) || [];
    found.push([at.get(from) || 0, at.get(to) || 0]);
    gaps.set(from.rank, found);
  }
  let number = 0;
  for (const pairs of gaps.values()) {
    for (let n = 1; n < pairs.length; n += 1) {
      for (let m = 0; m < n; m += 1) {
        if ((pairs[n][0] - pairs[m][0]) * (pairs[n][1] - pairs[m][1]) < 0) number += 1;
      }
    }
  }
  return number;
}
