// From box to box by the keys.

/**
 * @typedef {{id: string, x: number, y: number}} Spot
 * @typedef {{source: string, target: string, spine?: boolean}} Way
 */

/**
 * The box that a key leads to: down along an arrow, up against it, aside to the next in order;
 * null where there is none.
 * @template {Spot} T
 * @param {string} key
 * @param {T} here
 * @param {T[]} spots those that are shown
 * @param {Way[]} ways
 * @returns {T|null}
 */
function stepFrom(key, here, spots, ways) {
  const order = [...spots].sort((a, b) => a.y - b.y || a.x - b.x);
  if (key === "Home" || key === "End") return order.at(key === "Home" ? 0 : -1) || null;
  if (key === "ArrowDown" || key === "ArrowUp") {
    const down = key === "ArrowDown";
    const known = new Map(spots.map((spot) => [spot.id, spot]));
    const away = (/** @type {Way} */ way) => {
      const spot = known.get(down ? way.target : way.source);
      return spot ? Math.hypot(spot.x - here.x, spot.y - here.y) : Infinity;
    };
    const found = ways
      .filter((way) => (down ? way.source : way.target) === here.id && way.source !== way.target)
      .filter((way) => known.has(down ? way.target : way.source))
      .sort((a, b) => Number(b.spine || 0) - Number(a.spine || 0) || away(a) - away(b));
    return (found[0] && known.get(down ? found[0].target : found[0].source)) || null;
  }
  const way = key === "ArrowRight" ? 1 : -1;
  return order.at((order.indexOf(here) + way) % order.length) || null;
}

/**
 * Moves what is seen, for keys that do so; whether this key does.
 * @param {KeyboardEvent} event
 * @param {Sight} sight
 * @param {() => void} whole shows all
 */
function sightKey(event, sight, whole) {
  const arrows = { ArrowLeft: [-60, 0], ArrowRight: [60, 0], ArrowUp: [0, -60], ArrowDown: [0, 60] };
  const by = event.shiftKey && arrows[/** @type {keyof typeof arrows} */ (event.key)];
  if (event.key === "+" || event.key === "=") sight.zoom(1.25);
  else if (event.key === "-" || event.key === "_") sight.zoom(0.8);
  else if (event.key === "0") whole();
  else if (by) sight.pan(by[0], by[1]);
  else return false;
  return true;
}
