// Record: charts of what was published, beside the claims that they bear on.

addView({ id: "record", label: "Record", make: makeRecord, show: showRecord });
remember(["record.chart", "claim", "as_of", "known_by"]);

/**
 * Sections of the charts, made where the page was made.
 * @type {Map<string, HTMLElement>}
 */
const charts = new Map();

/** @param {HTMLElement} place */
function makeRecord(place) {
  const held = /** @type {HTMLTemplateElement} */ (byId("charts")).content;
  for (const chart of pack.record.charts) {
    const found = /** @type {HTMLElement|undefined} */ (held.getElementById(`chart-${chart.id}`)
      ?.parentElement);
    if (found) charts.set(chart.id, found);
  }
  const choice = element("select", { id: "record-chart", change: (/** @type {Event} */ event) =>
    go({ "record.chart": /** @type {HTMLSelectElement} */ (event.target).value }) },
  ...pack.record.charts.map((chart) => element("option", { value: chart.id }, chart.title)));
  place.append(
    element("h2", {}, "Record"),
    element("p", {}, "What ICE published as counts, and claims that were set beside it. What falls"
      + " together in time is timing only: no chart shows a cause."),
    pack.record.charts.length
      ? element("p", { class: "choice" }, element("label", { for: "record-chart" }, "Chart "),
        choice)
      : element("p", {}, "This graph holds no published table that is drawn here."),
    element("p", { id: "record-day", class: "note", hidden: "" }),
    element("div", { class: "record" },
      element("div", { id: "record-drawn" }),
      element("div", { id: "record-beside" })),
  );
}

/** @param {State} now */
function showRecord(now) {
  const chart = shownChart(now);
  const section = chart && charts.get(chart.id);
  /** @type {HTMLSelectElement|null} */
  const choice = document.querySelector("#record-chart");
  if (choice && chart) choice.value = chart.id;
  if (section && section.parentElement !== byId("record-drawn")) {
    byId("record-drawn").replaceChildren(section);
  }
  const by = dayOf("known_by");
  const on = dayOf("as_of");
  const day = byId("record-day");
  day.hidden = !by && !on;
  day.textContent = `The chart shows every published figure, whatever day is chosen.${
    by ? ` Claims and counts that were not out by ${by} are left out.` : ""}${
    on ? ` Claims that could not hold on ${on} are left out.` : ""}`;
  byId("record-beside").replaceChildren(...besideChart(chart, by));
}

/**
 * The chart that the address names, or else the first.
 * @param {State} now
 * @returns {Chart|undefined}
 */
function shownChart(now) {
  const all = pack.record.charts;
  return all.find((one) => one.id === value("record.chart", now)) || all[0];
}

/**
 * What stands beside a chart, as far as it was out by a day.
 * @param {Chart|undefined} chart
 * @param {string} by
 * @returns {HTMLElement[]}
 */
function besideChart(chart, by) {
  const tests = pack.record.tests.filter((one) => standsOnDay(one.claim));
  const own = tests.filter((one) => chart && one.charts.includes(chart.id));
  const none = tests.filter((one) => !one.charts.length);
  const figures = (chart?.figures || []).filter((one) => one.claims.some(standsOnDay));
  const events = (chart?.events || []).filter((one) => one.claims.some(standsOnDay));
  return [
    element("h3", {}, `Claims set beside these counts (${own.length})`),
    own.length ? element("ul", {}, ...own.map((one) => comparison(one, by)))
      : element("p", {}, "Nobody has set a claim beside them yet."),
    ...folded(`Events drawn, with their claims (${events.length})`, events.map((one) =>
      element("li", {}, element("p", {}, `${one.label}, from ${one.days}`),
        ...one.claims.filter(standsOnDay).map(claimButton)))),
    ...folded(`Figures of claims that are drawn (${figures.length})`, figures.map((one) =>
      element("li", {}, element("p", {}, `${one.panel}: ${one.figure} (${one.days})`),
        ...one.claims.filter(standsOnDay).map(claimButton)))),
    ...folded(`Claims that no published table can test (${none.length})`, none.map((one) =>
      comparison(one, by))),
  ];
}

/**
 * A list that opens; nothing where it is empty.
 * @param {string} title
 * @param {HTMLElement[]} items
 */
function folded(title, items) {
  return items.length ? [element("details", {}, element("summary", {}, title),
    element("ul", {}, ...items))] : [];
}

/**
 * Whether the page has a claim, and it is admitted on the days chosen.
 * @param {string} id
 */
function standsOnDay(id) {
  const claim = pack.claims[id];
  return Boolean(claim) && admitted(claim, dayOf("as_of"), dayOf("known_by"));
}

/**
 * @param {Comparison} one
 * @param {string} by
 */
function comparison(one, by) {
  const counts = one.counts.filter((count) => !by || count.published <= by);
  const facts = [
    element("dt", {}, "Same thing?"), element("dd", {}, one.same),
    ...(counts.length ? [element("dt", {}, "Counted"), element("dd", {},
      ...counts.map((count) => element("p", {}, `${count.label}: `,
        element("strong", {}, count.total), element("span", { class: "source" },
          ` ${count.source}`))))] : []),
    element("dt", {}, "Why"), element("dd", {}, one.reason),
  ];
  return element("li", {}, claimButton(one.claim),
    element("p", {}, element("span", { class: "tag" }, one.verdict_label)),
    element("dl", {}, ...facts));
}
