// What of a drawing is in sight: zoom, moving, and the pointer.

// Below the first scale the whole drawing says nothing; labels can be read from the second on.
const LEAST = 0.45;
const READABLE = 0.7;

/**
 * A box by its centre.
 * @typedef {{x: number, y: number, w: number, h: number}} Placed
 */

/**
 * The smallest rectangle around boxes, with a margin.
 * @param {Placed[]} boxes
 * @param {number} margin
 * @returns {Placed} by its upper left corner
 */
function boundsOf(boxes, margin) {
  const left = Math.min(...boxes.map((one) => one.x - one.w / 2)) - margin;
  const top = Math.min(...boxes.map((one) => one.y - one.h / 2)) - margin;
  const right = Math.max(...boxes.map((one) => one.x + one.w / 2)) + margin;
  const bottom = Math.max(...boxes.map((one) => one.y + one.h / 2)) + margin;
  return { x: left, y: top, w: right - left, h: bottom - top };
}

/** The part of a drawing that is seen, as the viewBox of its svg. */
class Sight {
  /**
   * @param {SVGSVGElement} svg
   * @param {() => void} moved called after each change
   */
  constructor(svg, moved) {
    this.svg = svg;
    this.moved = moved;
    this.x = 0;
    this.y = 0;
    this.w = 1;
    this.h = 1;
    /** @type {{width: number, height: number}|null} */
    this.size = null;
    new ResizeObserver(() => { this.size = null; }).observe(svg);
  }

  /** @param {Partial<Placed>} part */
  see(part) {
    Object.assign(this, part);
    this.svg.setAttribute("viewBox", `${this.x} ${this.y} ${this.w} ${this.h}`);
    this.moved();
  }

  /** How large the drawing is on the page; asking the page makes it lay out all that is drawn. */
  pane() {
    if (this.size) return this.size;
    const { width, height } = this.svg.getBoundingClientRect();
    if (width && height) this.size = { width, height };
    return { width: width || 800, height: height || 600 };
  }

  scale() {
    const { width, height } = this.pane();
    return Math.min(width / this.w, height / this.h);
  }

  /**
   * A whole that is too small to read is opened at its main part, from the top.
   * @param {Placed} whole by its upper left corner
   * @param {Placed[]} main
   */
  open(whole, main) {
    this.see(whole);
    if (this.scale() >= LEAST || !main.length) return;
    const { x, y, w, h } = boundsOf(main, 12);
    const { width, height } = this.pane();
    const [wide, high] = [width / READABLE, height / READABLE];
    this.see({ x: x + (w - wide) / 2, y: Math.min(y + (h - high) / 2, y), w: wide, h: high });
  }

  /** @param {Placed} box */
  holds(box) {
    const { width, height } = this.pane();
    const scale = this.scale();
    const [w, h] = [width / scale, height / scale];
    const [x, y] = [this.x + (this.w - w) / 2, this.y + (this.h - h) / 2];
    return box.x - box.w / 2 >= x - 1 && box.x + box.w / 2 <= x + w + 1
      && box.y - box.h / 2 >= y - 1 && box.y + box.h / 2 <= y + h + 1;
  }

  /**
   * @param {number} factor
   * @param {{x: number, y: number}} [at] what stays where it is
   */
  zoom(factor, at = { x: this.x + this.w / 2, y: this.y + this.h / 2 }) {
    const now = this.scale();
    const bounded = Math.min(Math.max(now * factor, 0.1), 6) / now;
    this.see({
      x: at.x - (at.x - this.x) / bounded, y: at.y - (at.y - this.y) / bounded,
      w: this.w / bounded, h: this.h / bounded,
    });
  }

  /**
   * @param {number} dx in pixels of the screen
   * @param {number} dy
   */
  pan(dx, dy) {
    const scale = this.scale();
    this.see({ x: this.x + dx / scale, y: this.y + dy / scale });
  }

  /** @param {Placed} box */
  reveal(box) {
    const { x, y, w, h } = boundsOf([box], 20);
    const across = x < this.x || x + w > this.x + this.w;
    const down = y < this.y || y + h > this.y + this.h;
    this.see({ x: across ? box.x - this.w / 2 : this.x, y: down ? box.y - this.h / 2 : this.y });
  }

  /**
   * Where in the drawing the pointer is.
   * @param {MouseEvent} event
   */
  at(event) {
    const place = new DOMPoint(event.clientX, event.clientY);
    return place.matrixTransform(this.svg.getScreenCTM()?.inverse());
  }

  /**
   * Lets pointers move and zoom, and tells of clicks that moved nothing.
   * @param {(target: Element) => void} chosen
   * @param {(event: MouseEvent) => void} [beside] told of clicks on the ground
   */
  listen(chosen, beside = () => {}) {
    /** @type {Map<number, {x: number, y: number}>} */
    const held = new Map();
    let moved = 0;
    const spread = () => {
      const [a, b] = [...held.values()];
      return a && b ? Math.hypot(a.x - b.x, a.y - b.y) : 0;
    };
    this.svg.addEventListener("wheel", (event) => {
      event.preventDefault();
      this.zoom(Math.exp(-event.deltaY * 0.0015), this.at(event));
    }, { passive: false });
    this.svg.addEventListener("pointerdown", (event) => {
      held.set(event.pointerId, { x: event.clientX, y: event.clientY });
      moved = 0;
    });
    window.addEventListener("pointermove", (event) => {
      const last = held.get(event.pointerId);
      if (!last) return;
      const before = held.size === 2 ? spread() : 0;
      const [dx, dy] = [event.clientX - last.x, event.clientY - last.y];
      held.set(event.pointerId, { x: event.clientX, y: event.clientY });
      moved += Math.abs(dx) + Math.abs(dy);
      if (before) this.zoom(spread() / before, this.at(event));
      else this.pan(-dx, -dy);
    });
    for (const end of /** @type {const} */ (["pointerup", "pointercancel"])) {
      window.addEventListener(end, (event) => held.delete(event.pointerId));
    }
    this.svg.addEventListener("click", (event) => {
      const made = event.target instanceof Element ? event.target.closest("[data-id]") : null;
      if (moved > 6) return;
      if (made) chosen(made);
      else beside(event);
    });
  }
}
