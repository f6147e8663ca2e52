// The evidence pane: what is known of a box, an arrow or a claim.

const WORDS = {
  "on-record": "on record", "unnamed": "unnamed", "institutional": "institutional",
  "interested-party": "stated by an interested party", "no-evidence": "no evidence found",
  "not-applicable": "not applicable",
};

function worded(value) {
  return WORDS[value] || String(value);
}

function list(value) {
  return value === null || value === undefined ? [] : Array.isArray(value) ? value : [value];
}

function speaker(step) {
  if (typeof step === "string") return step;
  const name = step.label || step.speaker || "not named";
  return step.manner ? `${name} (${worded(step.manner)})` : name;
}

function chain(claim) {
  return list(claim.attribution).map(speaker).join(", through ");
}

function manner(claim) {
  const first = list(claim.attribution)[0];
  return first && first.manner ? worded(first.manner) : "not said";
}

function place(claim) {
  if (claim.paragraph) return `paragraph ${claim.paragraph}`;
  return claim.locator || "not given";
}

function facts(claim) {
  return [
    ["Said by", claim.asserter],
    ["On record?", manner(claim)],
    ["Chain", chain(claim)],
    ["Document", claim.document],
    ["Place", place(claim)],
    ["Stated on", claim.stated_on],
    ["Holds", claim.valid || "no time given: certain only when stated"],
    ["Stance", worded(claim.stance)],
    ["Modality", worded(claim.modality)],
    ["Polarity", claim.polarity],
    ["Contested by", list(claim.contested_by).join(", ") || "no curated conflict"],
    ["Origin", list(claim.origin).join(", ") || "not known"],
    ["Verified", claim.verified ? "yes, against the copy consulted" : "no"],
    ["Note", claim.note],
  ].filter(([, value]) => value !== undefined && value !== null && value !== "");
}

function definitions(pairs) {
  return element("dl", {}, ...pairs.flatMap(([name, value]) =>
    [element("dt", {}, name), element("dd", {}, String(value))]));
}

function claimCard(id, disputes, open) {
  const claim = graph.data.claims[id];
  return element(
    "details",
    { class: disputes ? "claim disputes" : "claim", "data-claim": id, open: open ? "" : null },
    element("summary", {}, disputes ? "Disputes: " : "", claim.text || id),
    definitions(facts(claim)),
    element("p", { class: "id" },
      element("a", { href: permalink({ type: "claim", id }) }, "Link to this claim"), ` ${id}`),
  );
}

function sentence(edge) {
  return `${graph.nodes.get(edge.source).label} – ${edge.label} → ${
    graph.nodes.get(edge.target).label}`;
}

// What the line and its signs show, in words.
function spoken(edge) {
  return [sentence(edge), graph.statuses.get(edge.status).label,
    ...(edge.disputed.length ? ["disputed"] : [])].join("; ");
}

function edgeList(title, edges, end) {
  if (!edges.length) return null;
  return element("section", {}, element("h3", {}, `${title} (${edges.length})`),
    element("ul", { class: "edges" }, ...edges.map((edge) => element("li", {}, button(
      end === "target" ? `${edge.label} → ${graph.nodes.get(edge.target).label}`
        : `${graph.nodes.get(edge.source).label} → ${edge.label}`,
      () => select({ type: "edge", id: edge.id }, "pane"), { "data-edge": edge.id }),
    element("span", { class: "tag" }, graph.statuses.get(edge.status).label)))));
}

function nodePane(node) {
  const out = graph.data.edges.filter((edge) => edge.source === node.id);
  const into = graph.data.edges.filter((edge) => edge.target === node.id && edge.source !== node.id);
  const about = [...out, ...into];
  return [
    heading(node.label),
    element("p", { class: "kind" }, graph.kinds.get(node.kind).label),
    element("p", {}, node.definition),
    edgeList("From here", out, "target"),
    edgeList("To here", into, "source"),
    about.length ? element("h3", {}, "Evidence") : element("p", {}, "No arrow in this drawing."),
    ...about.flatMap((edge) => cards(edge, false)),
  ];
}

function edgePane(edge) {
  const sign = { 1: "works toward its target", "-1": "works against its target" }[edge.sign];
  return [
    heading(sentence(edge)),
    element("p", { class: "kind" }, graph.statuses.get(edge.status).label),
    element("p", {},
      button(`From: ${graph.nodes.get(edge.source).label}`,
        () => select({ type: "node", id: edge.source }, "pane")), " ",
      button(`To: ${graph.nodes.get(edge.target).label}`,
        () => select({ type: "node", id: edge.target }, "pane"))),
    definitions([
      ["Predicate", edge.predicate], ["Polarity", edge.polarity],
      ["Modality", worded(edge.modality)], ["Stances", edge.stances.map(worded).join(", ")],
      ["Sign", sign || "none: not a causal predicate"],
      ["Claims", `${edge.claims.length}, disputed by ${edge.disputed.length}`],
    ]),
    element("h3", {}, "Evidence"),
    ...cards(edge, true),
  ];
}

function cards(edge, open) {
  return [...edge.claims.map((id) => claimCard(id, false, open)),
    ...edge.disputed.map((id) => claimCard(id, true, open))];
}

function claimPane(id) {
  const edge = graph.data.edges.find((one) => one.claims.includes(id))
    || graph.data.edges.find((one) => one.disputed.includes(id));
  return [
    heading("A claim"),
    claimCard(id, Boolean(edge && edge.disputed.includes(id)), true),
    edge ? element("p", {}, button(`On the arrow: ${sentence(edge)}`,
      () => select({ type: "edge", id: edge.id }, "pane"))) : null,
  ];
}

function heading(text) {
  return element("h2", { tabindex: -1 }, text);
}

function fillPane(selection) {
  const pane = document.getElementById("pane");
  const parts = !selection
    ? [heading("Evidence"), element("p", {}, "Choose a box or an arrow to see who says so.")]
    : selection.type === "node" ? nodePane(graph.nodes.get(selection.id))
      : selection.type === "edge" ? edgePane(graph.edges.get(selection.id))
        : claimPane(selection.id);
  if (selection) {
    parts.push(element("p", {}, element("a", { href: permalink(selection) }, "Link to this view")));
  }
  pane.replaceChildren(...parts.filter((part) => part !== null));
  pane.scrollTop = 0;
}
