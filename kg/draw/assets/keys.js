// Keys, zoom and the pointer: moving over the drawing without losing one's place.

// Below the first scale the whole drawing says nothing; labels can be read from the second on.
const LEAST = 0.45;
const READABLE = 0.7;
const view = { x: 0, y: 0, w: 1, h: 1 };

function showView() {
  graph.svg.setAttribute("viewBox", `${view.x} ${view.y} ${view.w} ${view.h}`);
  tellOutside();
}

function paneSize() {
  const { width, height } = graph.svg.getBoundingClientRect();
  return { width: width || 800, height: height || 600 };
}

function showAll() {
  Object.assign(view, { x: -12, y: -12, w: graph.data.width + 24, h: graph.data.height + 24 });
  showView();
}

function scale() {
  const { width, height } = paneSize();
  return Math.min(width / view.w, height / view.h);
}

// A whole that is too small to read is opened at its pathway, from the top.
function start() {
  showAll();
  if (scale() >= LEAST) return;
  const spine = graph.data.nodes.filter((node) => node.spine);
  const shown = spine.length ? spine : graph.data.nodes;
  const left = Math.min(...shown.map((node) => node.x - node.w / 2)) - 12;
  const right = Math.max(...shown.map((node) => node.x + node.w / 2)) + 12;
  const top = Math.min(...shown.map((node) => node.y - node.h / 2)) - 12;
  const bottom = Math.max(...shown.map((node) => node.y + node.h / 2)) + 12;
  const { width, height } = paneSize();
  const [w, h] = [width / READABLE, height / READABLE];
  Object.assign(view, { x: (left + right - w) / 2, y: Math.min((top + bottom - h) / 2, top), w, h });
  showView();
}

function within(node) {
  const { width, height } = paneSize();
  const [w, h] = [width / scale(), height / scale()];
  const [x, y] = [view.x + (view.w - w) / 2, view.y + (view.h - h) / 2];
  return node.x - node.w / 2 >= x - 1 && node.x + node.w / 2 <= x + w + 1
    && node.y - node.h / 2 >= y - 1 && node.y + node.h / 2 <= y + h + 1;
}

// Beside the counter, and not announced: what is outside is there for who does not see the drawing.
function tellOutside() {
  const outside = shownNodes().filter((node) => !within(node)).length;
  document.getElementById("outside").textContent = outside && state.view === "drawing"
    ? `${counted(outside, "box", "boxes")} outside the view: All shows the whole` : "";
}

function zoom(factor, at = { x: view.x + view.w / 2, y: view.y + view.h / 2 }) {
  const now = scale();
  const bounded = Math.min(Math.max(now * factor, 0.1), 6) / now;
  view.x = at.x - (at.x - view.x) / bounded;
  view.y = at.y - (at.y - view.y) / bounded;
  view.w /= bounded;
  view.h /= bounded;
  showView();
}

function pan(dx, dy) {
  view.x += dx / scale();
  view.y += dy / scale();
  showView();
}

function reveal(node) {
  const margin = 20;
  const left = node.x - node.w / 2 - margin;
  const top = node.y - node.h / 2 - margin;
  const right = node.x + node.w / 2 + margin;
  const bottom = node.y + node.h / 2 + margin;
  if (left < view.x || right > view.x + view.w) view.x = node.x - view.w / 2;
  if (top < view.y || bottom > view.y + view.h) view.y = node.y - view.h / 2;
  showView();
}

function pointAt(event) {
  const place = new DOMPoint(event.clientX, event.clientY);
  return place.matrixTransform(graph.svg.getScreenCTM().inverse());
}

function pointers() {
  const held = new Map();
  let moved = 0;
  const spread = () => {
    const [a, b] = [...held.values()];
    return Math.hypot(a.x - b.x, a.y - b.y);
  };
  graph.svg.addEventListener("wheel", (event) => {
    event.preventDefault();
    zoom(Math.exp(-event.deltaY * 0.0015), pointAt(event));
  }, { passive: false });
  graph.svg.addEventListener("pointerdown", (event) => {
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
    if (before) zoom(spread() / before, pointAt(event));
    else pan(-dx, -dy);
  });
  for (const end of ["pointerup", "pointercancel"]) {
    window.addEventListener(end, (event) => held.delete(event.pointerId));
  }
  graph.svg.addEventListener("click", (event) => {
    if (moved > 6) return;
    const made = event.target.closest("[data-id]");
    if (!made) return;
    const type = made.classList.contains("node") ? "node" : "edge";
    if (type === "node") focusNode(made.dataset.id);
    select({ type, id: made.dataset.id });
  });
}

function shownNodes() {
  return graph.data.nodes.filter((node) => !state.kinds.has(node.kind));
}

// The one box that Tab reaches; the arrows move on from it.
function focusNode(id, focus = true) {
  for (const [key, made] of graph.drawnNodes) made.setAttribute("tabindex", key === id ? 0 : -1);
  graph.current = id;
  if (focus && id) {
    reveal(graph.nodes.get(id));
    graph.drawnNodes.get(id).focus({ preventScroll: true });
  }
}

function step(key) {
  const here = graph.nodes.get(graph.current);
  const order = [...shownNodes()].sort((a, b) => a.y - b.y || a.x - b.x);
  if (key === "Home" || key === "End") return order.at(key === "Home" ? 0 : -1);
  if (key === "ArrowDown" || key === "ArrowUp") {
    const [from, to] = key === "ArrowDown" ? ["source", "target"] : ["target", "source"];
    const ends = graph.data.edges
      .filter((edge) => edge[from] === here.id && edge[to] !== here.id && shownEdge(edge))
      .sort((a, b) => b.spine - a.spine || away(a[to], here) - away(b[to], here));
    return ends.length ? graph.nodes.get(ends[0][to]) : null;
  }
  const way = key === "ArrowRight" ? 1 : -1;
  return order.at((order.indexOf(here) + way) % order.length);
}

function away(id, here) {
  const node = graph.nodes.get(id);
  return Math.hypot(node.x - here.x, node.y - here.y);
}

function graphKey(event) {
  const arrow = event.key.startsWith("Arrow");
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "+" || event.key === "=") zoom(1.25);
  else if (event.key === "-" || event.key === "_") zoom(0.8);
  else if (event.key === "0") showAll();
  else if (event.shiftKey && arrow) {
    pan({ ArrowLeft: -60, ArrowRight: 60 }[event.key] || 0,
      { ArrowUp: -60, ArrowDown: 60 }[event.key] || 0);
  } else if (arrow || event.key === "Home" || event.key === "End") {
    const next = step(event.key);
    if (next) focusNode(next.id);
  } else if (event.key === "Enter" || event.key === " ") {
    select({ type: "node", id: graph.current });
  } else return;
  event.preventDefault();
}

function pageKey(event) {
  const typing = event.target.closest("input, textarea");
  if (event.key === "/" && !typing) {
    event.preventDefault();
    document.getElementById("search").focus();
  } else if (event.key === "Escape") {
    clear();
  }
}
