// Keys, zoom and the pointer: moving over the drawing without losing one's place.

function showAll() {
  graph.sight.see(whole());
}

function whole() {
  return { x: -12, y: -12, w: graph.data.width + 24, h: graph.data.height + 24 };
}

// A whole that is too small to read is opened at its pathway, from the top.
function start() {
  const spine = graph.data.nodes.filter((node) => node.spine);
  graph.sight.open(whole(), spine.length ? spine : graph.data.nodes);
}

// Beside the counter, and not announced: what is outside is there for who does not see the drawing.
function tellOutside() {
  const outside = shownNodes().filter((node) => !graph.sight.holds(node)).length;
  document.getElementById("outside").textContent = outside && state.view === "drawing"
    ? `${counted(outside, "box", "boxes")} outside the view: All shows the whole` : "";
}

function pointers() {
  graph.sight.listen((made) => {
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
    graph.sight.reveal(graph.nodes.get(id));
    graph.drawnNodes.get(id).focus({ preventScroll: true });
  }
}

function graphKey(event) {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (sightKey(event, graph.sight, showAll)) {
    event.preventDefault();
    return;
  }
  if (event.key.startsWith("Arrow") || event.key === "Home" || event.key === "End") {
    const here = graph.nodes.get(graph.current);
    const next = stepFrom(event.key, here, shownNodes(), graph.data.edges.filter(shownEdge));
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
