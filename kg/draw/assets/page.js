// State of the page, kept in the address after #, and what follows from it.

const graph = { data: JSON.parse(document.getElementById("data").textContent) };
const state = { view: "drawing", selection: null, kinds: new Set(), statuses: new Set(), query: "" };

function byId(id) {
  return document.getElementById(id);
}

function written(selection = state.selection) {
  const parts = new URLSearchParams();
  if (state.view !== "drawing") parts.set("view", state.view);
  if (selection) parts.set(selection.type, selection.id);
  for (const kind of [...state.kinds].sort()) parts.append("without", kind);
  for (const status of [...state.statuses].sort()) parts.append("without-evidence", status);
  if (state.query) parts.set("search", state.query);
  return parts.toString();
}

function permalink(selection) {
  return `#${written(selection)}`;
}

function restore() {
  const parts = new URLSearchParams(location.hash.slice(1));
  const wanted = parts.get("view");
  state.view = wanted === "table" || (wanted === "record" && byId("record")) ? wanted : "drawing";
  state.kinds = new Set(parts.getAll("without").filter((kind) => graph.kinds.has(kind)));
  state.statuses = new Set(parts.getAll("without-evidence")
    .filter((status) => graph.statuses.has(status)));
  state.query = parts.get("search") || "";
  state.selection = null;
  const known = { node: graph.nodes, edge: graph.edges,
    claim: new Map(Object.entries(graph.data.claims)) };
  for (const type of Object.keys(known)) {
    if (known[type].has(parts.get(type))) state.selection = { type, id: parts.get(type) };
  }
  byId("search").value = state.query;
  fillPane(state.selection);
  refresh();
  if (state.selection && state.selection.type === "node") {
    focusNode(state.selection.id, false);
    graph.sight.reveal(graph.nodes.get(state.selection.id));
  }
}

function remember() {
  history.replaceState(null, "", `${location.pathname}${location.search}#${written()}`);
}

function select(selection, focus) {
  state.selection = selection;
  // evidence is shown beside the drawing or the statements
  if (selection && state.view === "record") state.view = "drawing";
  fillPane(selection);
  refresh();
  remember();
  if (selection && selection.type === "node") focusNode(selection.id, false);
  if (focus === "pane") byId("pane").querySelector("h2").focus();
}

function clear() {
  const inPane = byId("pane").contains(document.activeElement);
  const wasSearching = byId("search").parentElement.contains(document.activeElement);
  byId("results").hidden = true;
  state.query = "";
  byId("search").value = "";
  state.kinds.clear();
  state.statuses.clear();
  select(null);
  if (!inPane && !wasSearching) return;
  if (state.view === "drawing" && graph.current) focusNode(graph.current);
  else byId(state.view).focus();
}

function shownEdge(edge) {
  return !state.statuses.has(edge.status) && !state.kinds.has(graph.nodes.get(edge.source).kind)
    && !state.kinds.has(graph.nodes.get(edge.target).kind);
}

function has(text) {
  return String(text ?? "").toLowerCase().includes(state.query.toLowerCase());
}

function foundNode(node) {
  return has(node.label) || has(node.definition) || has(node.id);
}

function foundClaim(id) {
  const claim = graph.data.claims[id];
  return has(id) || has(claim.text) || has(chain(claim)) || has(claim.document);
}

function foundEdge(edge) {
  return has(sentence(edge)) || [...edge.claims, ...edge.disputed].some(foundClaim);
}

function refresh() {
  const drawing = state.view === "drawing";
  byId("drawing").hidden = !drawing;
  byId("table").hidden = state.view !== "table";
  byId("show-drawing").setAttribute("aria-pressed", drawing);
  byId("show-table").setAttribute("aria-pressed", state.view === "table");
  const record = byId("record");
  if (record) {
    record.hidden = state.view !== "record";
    byId("show-record").setAttribute("aria-pressed", !record.hidden);
    for (const id of ["legend", "pane", "limits", "status"]) byId(id).hidden = !record.hidden;
    record.parentElement.classList.toggle("whole", !record.hidden);
  }
  for (const box of document.querySelectorAll("#legend input")) {
    box.checked = !state[box.name].has(box.value);
  }
  const lit = litParts();
  let nodes = 0;
  for (const node of graph.data.nodes) {
    const made = graph.drawnNodes.get(node.id);
    const shown = !state.kinds.has(node.kind);
    nodes += shown;
    made.classList.toggle("hidden", !shown);
    made.classList.toggle("selected", lit.chosen === node.id);
    made.classList.toggle("found", Boolean(state.query) && foundNode(node));
    made.classList.toggle("dim", Boolean(lit.nodes) && !lit.nodes.has(node.id));
    made.setAttribute("aria-pressed", lit.chosen === node.id);
  }
  let edges = 0;
  for (const edge of graph.data.edges) {
    const made = graph.drawnEdges.get(edge.id);
    const shown = shownEdge(edge);
    edges += shown;
    made.classList.toggle("hidden", !shown);
    made.classList.toggle("selected", lit.chosen === edge.id);
    made.classList.toggle("near", Boolean(lit.edges) && lit.edges.has(edge.id));
    made.classList.toggle("dim", Boolean(lit.edges) && !lit.edges.has(edge.id));
  }
  const rows = [...byId("table").querySelectorAll("tbody tr")];
  for (const row of rows) {
    const edge = graph.edges.get(row.dataset.edge);
    row.hidden = !shownEdge(edge)
      || (Boolean(state.query) && !foundClaim(row.dataset.claim) && !has(sentence(edge)));
  }
  const claims = rows.filter((row) => !row.hidden).length;
  byId("status").textContent = [
    `${nodes} of ${counted(graph.data.nodes.length, "box", "boxes")}`,
    `${edges} of ${counted(graph.data.edges.length, "arrow")}`,
    `${claims} of ${counted(rows.length, "statement")}`,
  ].join(", ");
  tellOutside();
  if (state.kinds.has(graph.nodes.get(graph.current)?.kind)) {
    focusNode(shownNodes()[0]?.id, false);
  }
}

function counted(number, one, many = `${one}s`) {
  return `${number} ${number === 1 ? one : many}`;
}

function litParts() {
  const { selection } = state;
  if (!selection && !state.query) return {};
  const edges = graph.data.edges.filter((edge) => {
    if (!selection) return foundEdge(edge);
    if (selection.type === "node") return [edge.source, edge.target].includes(selection.id);
    if (selection.type === "edge") return edge.id === selection.id;
    return [...edge.claims, ...edge.disputed].includes(selection.id);
  });
  const nodes = new Set(edges.flatMap((edge) => [edge.source, edge.target]));
  if (selection && selection.type === "node") nodes.add(selection.id);
  if (!selection) graph.data.nodes.filter(foundNode).forEach((node) => nodes.add(node.id));
  const chosen = selection && (selection.type === "claim" ? edges[0]?.id : selection.id);
  return { nodes, edges: new Set(edges.map((edge) => edge.id)), chosen };
}

function search() {
  const results = byId("results");
  state.query = byId("search").value.trim();
  state.selection = null;
  fillPane(null);
  refresh();
  remember();
  if (!state.query) {
    results.hidden = true;
    return;
  }
  const nodes = graph.data.nodes.filter(foundNode)
    .map((node) => ({ type: "node", id: node.id, text: node.label }));
  const claims = Object.keys(graph.data.claims).filter(foundClaim)
    .map((id) => ({ type: "claim", id, text: graph.data.claims[id].text || id }));
  const best = [...nodes.slice(0, 8), ...claims.slice(0, 8)];
  const more = nodes.length + claims.length - best.length;
  results.replaceChildren(...best.map(({ type, id, text }) => element("li", {}, button(
    `${type === "node" ? graph.kinds.get(graph.nodes.get(id).kind).label : "Claim"}: ${text}`,
    () => choose({ type, id }), { "data-type": type, "data-found": id }))),
  ...(best.length ? [] : [element("li", {}, "Nothing in this drawing.")]),
  ...(more ? [element("li", {}, `and ${more} more; the statements show all`)] : []));
  results.hidden = false;
}

function choose(selection) {
  byId("results").hidden = true;
  if (selection.type === "node") state.kinds.delete(graph.nodes.get(selection.id).kind);
  select(selection, "pane");
  if (selection.type === "node") graph.sight.reveal(graph.nodes.get(selection.id));
}

function searchKey(event) {
  const found = [...byId("results").querySelectorAll("button")];
  const at = found.indexOf(document.activeElement);
  if (event.key === "Enter" && at < 0 && found.length) found[0].click();
  else if (event.key === "ArrowDown" && found.length) found[Math.min(at + 1, found.length - 1)].focus();
  else if (event.key === "ArrowUp") (found[at - 1] || byId("search")).focus();
  else return;
  event.preventDefault();
}

function filter(name, { id, label }, icon, count) {
  const box = element("input", { type: "checkbox", name, value: id, change: () => {
    if (box.checked) state[name].delete(id);
    else state[name].add(id);
    refresh();
    remember();
  } });
  box.checked = true;
  return element("label", {}, box, icon, element("span", {}, label),
    element("span", { class: "count" }, String(count)));
}

function fillLegend() {
  const { data } = graph;
  byId("kinds").append(...data.kinds.map((kind) => filter("kinds", kind, kindSample(kind),
    data.nodes.filter((node) => node.kind === kind.id).length)));
  byId("statuses").append(...data.statuses.map((status) => filter("statuses", status,
    lineSample(status.line, status.marks, false, data.dashes),
    data.edges.filter((edge) => edge.status === status.id).length)));
  byId("signs").append(
    element("li", {}, lineSample("solid", [], true, data.dashes), "Works against its target"),
    element("li", {}, lineSample("solid", ["disputed"], false, data.dashes),
      "Disputed by other claims"));
}

function named(node) {
  const out = graph.data.edges.filter((edge) => edge.source === node.id).length;
  const into = graph.data.edges.filter((edge) => edge.target === node.id).length;
  return `${node.label}, ${graph.kinds.get(node.kind).label}, ${out} out, ${into} in`;
}

function draw() {
  const { data } = graph;
  for (const name of ["nodes", "edges", "kinds", "statuses"]) {
    graph[name] = new Map(data[name].map((one) => [one.id, one]));
  }
  graph.drawnEdges = new Map(data.edges.map((edge) =>
    [edge.id, drawnEdge(edge, spoken(edge), data.dashes)]));
  graph.drawnNodes = new Map(data.nodes.map((node) => [node.id,
    drawnNode(node, graph.kinds.get(node.kind))]));
  for (const node of data.nodes) {
    graph.drawnNodes.get(node.id).setAttribute("aria-label", named(node));
  }
  graph.svg = shape("svg", { role: "group", "aria-label": `${data.title}: boxes and arrows` },
    ...graph.drawnEdges.values(), ...graph.drawnNodes.values());
  graph.sight = new Sight(graph.svg, tellOutside);
  graph.svg.addEventListener("keydown", graphKey);
  byId("sheet").append(graph.svg);
}

function listen() {
  const show = (name) => () => { state.view = name; refresh(); remember(); };
  byId("show-drawing").addEventListener("click", show("drawing"));
  byId("show-table").addEventListener("click", show("table"));
  if (byId("record")) byId("show-record").addEventListener("click", show("record"));
  byId("nearer").addEventListener("click", () => graph.sight.zoom(1.25));
  byId("farther").addEventListener("click", () => graph.sight.zoom(0.8));
  byId("all").addEventListener("click", showAll);
  byId("clear").addEventListener("click", clear);
  byId("labels").addEventListener("click", () => {
    const off = graph.svg.classList.toggle("bare");
    byId("labels").setAttribute("aria-pressed", !off);
  });
  byId("search").addEventListener("input", search);
  byId("search").parentElement.addEventListener("keydown", searchKey);
  document.addEventListener("click", (event) => {
    if (!event.target.closest(".search")) byId("results").hidden = true;
  });
  document.addEventListener("keydown", pageKey);
  window.addEventListener("hashchange", restore);
  window.addEventListener("beforeprint", showAll);
  window.addEventListener("resize", tellOutside);
  pointers();
}

function theme() {
  const root = document.documentElement;
  const dark = () => (root.dataset.theme
    ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches);
  const name = () => { byId("theme").textContent = dark() ? "Light" : "Dark"; };
  byId("theme").addEventListener("click", () => {
    root.dataset.theme = dark() ? "light" : "dark";
    name();
  });
  name();
}

draw();
fillLegend();
fillTable();
listen();
theme();
if (matchMedia("(max-width: 760px)").matches) byId("legend").removeAttribute("open");
start();
if (graph.data.nodes.length) {
  focusNode((graph.data.nodes.find((node) => node.spine) || graph.data.nodes[0]).id, false);
}
restore();
window.__ready = true;
