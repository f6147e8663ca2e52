// The statements as a table: one row for each claim on an arrow.

const COLUMNS = [
  ["Statement", null], ["Claim", (c) => c.text], ["Said by", (c) => c.asserter],
  ["Chain", chain], ["Stance", (c) => worded(c.stance)], ["Modality", (c) => worded(c.modality)],
  ["Polarity", (c) => c.polarity], ["Document", (c) => c.document], ["Place", place],
  ["Stated on", (c) => c.stated_on], ["Holds", (c) => c.valid || "not given"],
  ["Contested by", (c) => list(c.contested_by).join(", ") || "–"],
  ["Origin", (c) => list(c.origin).join(", ") || "–"],
  ["Verified", (c) => (c.verified ? "yes" : "no")],
];

function fillTable() {
  const body = element("tbody");
  for (const edge of graph.data.edges) {
    for (const id of edge.claims) body.append(row(edge, id, false));
    for (const id of edge.disputed) body.append(row(edge, id, true));
  }
  document.getElementById("table").replaceChildren(element("table", {},
    element("caption", {}, "Statements, one row for each claim on an arrow"),
    element("thead", {}, element("tr", {}, ...[...COLUMNS, ["Id"]].map(([name]) =>
      element("th", { scope: "col" }, name)))),
    body));
}

function row(edge, id, disputes) {
  const claim = graph.data.claims[id];
  return element(
    "tr", { "data-claim": id, "data-edge": edge.id },
    element("th", { scope: "row" },
      button(sentence(edge), () => select({ type: "edge", id: edge.id }, "pane")),
      disputes ? " disputed by" : ""),
    ...COLUMNS.slice(1).map(([, value]) => element("td", {}, String(value(claim) ?? "–"))),
    element("td", {}, id),
  );
}
