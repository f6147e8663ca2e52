// A drawing on the page: what changes is drawn anew, the rest stays; one box at a time is
// reached by Tab, and keys lead on from it along the arrows.

/**
 * @typedef {{node?: string, edge?: string}} Chosen
 * @typedef {{made: SVGElement, looks: string}} Kept
 */

/** Boxes from which on a drawing is large: what is out of sight has no text and no line of its own. */
const LARGE = 150;
/** Arrows in sight up to which each is drawn by itself in a large drawing. */
const MOST_SINGLE = 150;
/** Scales below which labels of arrows, and of boxes, say nothing, and cost time. */
const FAR = 0.4;
const FARTHEST = 0.25;

/** The canvas of a drawing on the page. @type {WeakMap<Element, Canvas>} */
const canvasOf = new WeakMap();

class Canvas {
  /**
   * @param {string} label what the drawing is
   * @param {(chosen: Chosen) => void} choose called where a box or an arrow is chosen
   */
  constructor(label, choose) {
    this.choose = choose;
    this.many = new ManyLines();
    this.edges = shape("g", { class: "edges" });
    this.nodes = shape("g", { class: "nodes" });
    this.svg = /** @type {SVGSVGElement} */ (shape("svg",
      { class: "drawing", role: "group", "aria-label": label }, this.many.group, this.edges,
      this.nodes));
    canvasOf.set(this.svg, this);
    this.moved = () => {};
    this.sight = new Sight(this.svg, () => {
      this.cull();
      if (this.large) this.later();
      this.moved();
    });
    /** @type {Map<string, Kept>} */
    this.drawn = new Map();
    /** @type {Scene} */
    this.scene = { width: 1, height: 1, nodes: [], edges: [], left: 0 };
    /** @type {Map<string, PlacedNode>} */
    this.boxes = new Map();
    this.large = false;
    this.full = false;
    /** @type {Chosen} */
    this.chosen = {};
    /** Arrows that are lit, and the one under the pointer. @type {Set<string>} */
    this.near = new Set();
    this.under = "";
    this.waiting = 0;
    this.current = "";
    /** @type {Set<SVGElement>} */
    this.lit = new Set();
    this.svg.addEventListener("keydown", (event) => this.key(event));
    this.nodes.addEventListener("focusin", (event) => {
      const made = event.target instanceof Element ? event.target.closest(".node") : null;
      if (made) this.tabAt(made.getAttribute("data-id") || "");
    });
    this.sight.listen((made) => {
      const id = made.getAttribute("data-id") || "";
      if (made.classList.contains("node")) {
        this.focus(id);
        this.choose({ node: id });
      } else this.choose({ edge: id });
    }, (event) => {
      const found = this.large && this.many.at(this.sight.at(event), this.sight.scale());
      if (found) this.choose({ edge: found.id });
    });
    for (const name of /** @type {const} */ (["pointermove", "pointerdown", "pointerleave"])) {
      this.svg.addEventListener(name, (event) => this.point(event));
    }
  }

  /**
   * @param {Scene} scene
   * @param {{open?: boolean}} [how] `open` looks at it anew
   */
  show(scene, how = {}) {
    this.scene = scene;
    // before there is much to lay out
    if (how.open) this.sight.pane();
    this.boxes = new Map(scene.nodes.map((node) => [node.id, node]));
    this.large = scene.nodes.length >= LARGE;
    this.many.show(this.large ? scene.edges : []);
    const order = [...scene.nodes].sort((a, b) => a.y - b.y || a.x - b.x);
    if (!this.large) this.single();
    this.fill(this.nodes, order.map((node) => ({ name: `node ${node.id}`,
      looks: `${node.x} ${node.y} ${node.w} ${node.h}`, make: () => drawnBox(node) })));
    const degrees = degreesOf(scene.edges);
    for (const node of scene.nodes) {
      const made = this.drawn.get(`node ${node.id}`)?.made;
      const [out, into] = degrees.get(node.id) || [0, 0];
      const label = `${node.label}, ${node.kind}, ${out} out, ${into} in`;
      if (made?.getAttribute("aria-label") !== label) made?.setAttribute("aria-label", label);
    }
    if (!this.boxes.has(this.current)) {
      this.tabAt((order.find((node) => node.spine) || order[0])?.id || "");
    }
    if (how.open) this.open();
    else this.cull();
  }

  /** Draws arrows by themselves: all of a small drawing; of a large one those that are lit, under
   * the pointer, or in sight where these are few. */
  single() {
    this.waiting = 0;
    const wanted = this.large ? this.scene.edges.filter(this.noticed()) : this.scene.edges;
    this.fill(this.edges, wanted.map((edge) => ({ name: `edge ${edge.id}`,
      looks: looksOfEdge(edge), make: () => drawnArrow(edge) })));
    this.relight();
  }

  /** @returns {(edge: PlacedEdge) => boolean} */
  noticed() {
    if (this.full) return () => true;
    const named = (/** @type {PlacedEdge} */ { id }) => this.near.has(id) || id === this.under;
    if (this.sight.scale() < FAR) return named;
    const seen = new Set(this.scene.edges.filter(({ at: [x, y] }) =>
      this.sight.holds({ x, y, w: 0, h: 0 })));
    return seen.size > MOST_SINGLE ? named : (edge) => seen.has(edge) || named(edge);
  }

  /**
   * Does something while everything is drawn that can be, in sight or not: a picture that is kept
   * may be looked at from near.
   * @template T
   * @param {() => T} act
   * @returns {T}
   */
  inFull(act) {
    const draw = (/** @type {boolean} */ full) => {
      this.full = full;
      this.cull();
      if (this.large) this.single();
    };
    draw(true);
    try {
      return act();
    } finally {
      draw(false);
    }
  }

  /** Single arrows follow when the sight has come to rest. */
  later() {
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => this.single(), 120);
  }

  /** @param {PointerEvent} event */
  point(event) {
    if (!this.large || (event.buttons && event.type === "pointermove")) return;
    const away = event.type === "pointerleave";
    const over = event.target instanceof Element ? event.target.closest("[data-id]") : null;
    const found = over || away ? null : this.many.at(this.sight.at(event), this.sight.scale());
    const single = !away && over?.classList.contains("edge") ? over.getAttribute("data-id") : "";
    const under = found?.id || single || "";
    if (under === this.under) return;
    this.under = under;
    this.single();
  }

  /**
   * Brings the children of a group to what is wanted, in order.
   * @param {SVGElement} group
   * @param {{name: string, looks: string, make: () => SVGElement}[]} wanted
   */
  fill(group, wanted) {
    const names = new Set(wanted.map(({ name }) => name));
    for (const [name, { made }] of this.drawn) {
      if (made.parentNode === group && !names.has(name)) {
        made.remove();
        this.drawn.delete(name);
      }
    }
    /** @type {Element|null} */
    let at = group.firstElementChild;
    const fresh = document.createDocumentFragment();
    for (const { name, looks, make } of wanted) {
      const kept = this.drawn.get(name);
      if (kept && kept.looks === looks) {
        if (kept.made === at) at = kept.made.nextElementSibling;
        else group.insertBefore(kept.made, at);
        continue;
      }
      const made = make();
      if (kept) {
        if (kept.made === at) at = kept.made.nextElementSibling;
        kept.made.remove();
      }
      this.drawn.set(name, { made, looks });
      if (at) group.insertBefore(made, at);
      else fresh.append(made);
    }
    group.append(fresh);
  }

  /** Sight of the whole, or of its main part where that would be too small. */
  open() {
    const spine = this.scene.nodes.filter((node) => node.spine);
    this.sight.open(this.whole(), spine.length ? spine : this.scene.nodes.slice(0, 1));
  }

  whole() {
    return { x: -12, y: -12, w: this.scene.width + 24, h: this.scene.height + 24 };
  }

  all() {
    this.sight.see(this.whole());
  }

  /** Boxes that are not in sight. */
  outside() {
    return this.scene.nodes.filter((node) => !this.sight.holds(node)).length;
  }

  /** Leaves out text that cannot be read, and in a large drawing that of boxes far from what is
   * seen: laying out text takes most of the time. */
  cull() {
    const { width, height } = this.sight.pane();
    const scale = this.sight.scale();
    this.svg.classList.toggle("far", scale < FAR && !this.full);
    this.svg.classList.toggle("farthest", scale < FARTHEST && !this.full);
    const [x, y] = [this.sight.x + this.sight.w / 2, this.sight.y + this.sight.h / 2];
    // as much again on every side, so that moving shows what is there
    const [across, down] = [width / scale, height / scale];
    for (const [id, box] of this.boxes) {
      const out = this.large && !this.full && (Math.abs(box.x - x) > across || Math.abs(box.y - y) > down);
      const made = this.drawn.get(`node ${id}`)?.made;
      if (made && made.classList.contains("out") !== out) made.classList.toggle("out", out);
    }
  }

  /**
   * Lights up what was chosen, and what is joined to it.
   * @param {Chosen} chosen
   * @param {Set<string>} [more] further arrows to light up
   */
  light({ node = "", edge = "" }, more = new Set()) {
    const near = this.scene.edges.filter((one) => one.id === edge || more.has(one.id)
      || (node && (one.source === node || one.target === node)));
    this.near = new Set(near.map((one) => one.id));
    this.chosen = { node, edge };
    if (this.large) this.single();
    else this.relight();
  }

  /** Gives what is lit, and what is joined to it, the looks of that. */
  relight() {
    const { node = "", edge = "" } = this.chosen;
    const near = this.scene.edges.filter((one) => this.near.has(one.id));
    const ends = new Set(near.flatMap((one) => [one.source, one.target]));
    if (this.boxes.has(node)) ends.add(node);
    const now = new Set([...near.map((one) => `edge ${one.id}`), ...[...ends].map((id) => `node ${id}`)]
      .flatMap((name) => { const kept = this.drawn.get(name); return kept ? [kept.made] : []; }));
    for (const made of this.lit) made.classList.remove("near", "selected");
    for (const made of now) made.classList.add("near");
    this.lit = now;
    this.svg.classList.toggle("lit", now.size > 0);
    for (const [name, on] of [[`node ${node}`, node], [`edge ${edge}`, edge]]) {
      if (on) this.drawn.get(name)?.made.classList.add("selected");
    }
  }

  /** @param {string} id the one box that Tab reaches */
  tabAt(id) {
    this.drawn.get(`node ${this.current}`)?.made.setAttribute("tabindex", "-1");
    this.current = id;
    this.drawn.get(`node ${id}`)?.made.setAttribute("tabindex", "0");
  }

  /** @param {string} id */
  focus(id) {
    const box = this.boxes.get(id);
    const made = this.drawn.get(`node ${id}`)?.made;
    if (!box || !made) return;
    this.tabAt(id);
    this.sight.reveal(box);
    made.focus({ preventScroll: true });
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const here = this.boxes.get(this.current);
    if (!sightKey(event, this.sight, () => this.all())) {
      if (event.key.startsWith("Arrow") || event.key === "Home" || event.key === "End") {
        const next = here && stepFrom(event.key, here, this.scene.nodes, this.scene.edges);
        if (next) this.focus(next.id);
      } else if (event.key === "Enter" || event.key === " ") {
        if (here) this.choose({ node: here.id });
      } else return;
    }
    event.preventDefault();
  }
}
