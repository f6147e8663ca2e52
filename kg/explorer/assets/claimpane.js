// The evidence of one claim: who said it through whom, where, when, how firmly, what speaks
// against it, and where its document comes from.

/** @type {Record<string, string>} */
const MANNERS = { "on-record": "on record", unnamed: "unnamed", institutional: "institutional" };

/**
 * How strongly something is said to happen, in words.
 * @type {Record<string, string>}
 */
const MODALITIES = { may: "may: it can happen", sometimes: "sometimes: it happens in some cases",
  does: "does: it is said to happen", must: "must: it is said to have to happen",
  "not-applicable": "" };

/**
 * @param {string} id
 * @returns {Node[]}
 */
function claimPane(id) {
  if (!Object.hasOwn(pack.claims, id)) {
    return [element("h2", { tabindex: "-1" }, "A claim that is not here"),
      element("p", {}, `This page has no claim ${id}: it may have been withdrawn since.`)];
  }
  const one = pack.claims[id];
  const page = pageOf(id);
  return [
    element("h2", { tabindex: "-1" }, one.text),
    element("p", { class: "tags" }, ...tagsOfClaim(one).map((text) =>
      element("span", { class: "tag" }, text))),
    ...(one.rank === "deprecated" ? [element("p", { class: "note" },
      `Deprecated, as it was wrong when it was stated. ${one.rank_reason || ""}`)] : []),
    statementOf(one),
    definitionList([
      ["Place", [one.paragraph ? `paragraph ${one.paragraph}` : "", one.locator || ""]
        .filter(Boolean).join(", ") || "not given"],
      ["Stated on", dateText(one.stated_on)],
      ["Holds", one.valid ? dateText(one.valid) : "no time given: certain only when stated"],
      ["Stance", one.stance_label], ["Modality", MODALITIES[one.modality] || one.modality],
      ["Polarity", one.polarity === "affirmed" ? "" : one.polarity],
      ["Kind", one.kind === "fact" ? "" : one.kind.replaceAll("-", " ")],
      ["Verified", one.verified ? "yes, against the copy consulted" : "no"],
      ["Note", one.note],
    ]),
    element("h3", {}, "Who said it, and how it came here"),
    lineageDrawn(one),
    ...originParts(one), ...contestParts(one), ...laterParts(id),
    element("p", { class: "bar" },
      button("Copy citation", () => copyAndSay(citationOfClaim(id), "The citation")),
      button("Copy link", () => copyAndSay(location.href, "The link")),
      button("Copy error report", () => copyAndSay(reportOf(id), "A report to fill in")),
      ...(pack.drawn.boxes[one.subject || ""] ? [button("Draw what surrounds it", () => go({
        view: "look", "look.mode": "around", "look.around": one.subject }))] : []),
      ...(page ? [element("a", { href: page }, "On its document’s page")] : [])),
    element("p", { class: "id" }, iriOf(id)),
  ];
}

/** @param {Claim} one */
function tagsOfClaim(one) {
  const first = one.attribution[0];
  return [
    first ? MANNERS[first.manner] || first.manner : "", one.stance_label,
    ["not-applicable", "does"].includes(one.modality) ? "" : `says: ${one.modality}`,
    one.polarity === "negated" ? "negated" : "",
    one.contested_by?.length ? "contested" : "", one.verified ? "" : "not verified",
  ].filter(Boolean);
}

/**
 * What the claim joins, as far as these are things.
 * @param {Claim} one
 */
function statementOf(one) {
  const parts = [one.subject, one.predicate, one.object].filter(Boolean);
  if (parts.length < 2) return element("p", { hidden: "" });
  return element("p", { class: "statement" }, ...parts.flatMap((part) =>
    [thingButton(/** @type {string} */ (part)), " "]));
}

/**
 * The way of a claim as a drawing of boxes: the speakers, the document, what that was made from.
 * @param {Claim} one
 */
function lineageDrawn(one) {
  const speakers = one.attribution.map((step) => element("li", {},
    thingOrText(step.speaker, step.label),
    element("span", { class: "who" }, ` ${MANNERS[step.manner] || step.manner}`)));
  const steps = lineageSteps(one.document);
  return element("div", {},
    element("ol", { class: "way", "aria-label": "Speakers, the innermost first" }, ...speakers,
      element("li", { class: "document" }, documentBox(one.document))),
    ...(steps.length ? [element("p", { class: "who" }, "Where the document comes from:"),
      element("ol", { class: "way", "aria-label": "Lineage of the document" },
        ...steps.map(([name, how, from]) => element("li", { class: "document" },
          element("span", {}, `${labelOf(name)}: ${how.replaceAll("-", " ")} of `), documentBox(from))))]
      : []));
}

/**
 * @param {string} id
 * @param {string} label
 */
function thingOrText(id, label) {
  return Object.hasOwn(pack.things, id) ? thingButton(id) : element("span", {}, label || id);
}

/** @param {string} id */
function documentBox(id) {
  return element("span", {}, thingOrText(id, labelOf(id)),
    pack.documents[id]?.unseen ? element("strong", {}, " original not seen") : "");
}

/**
 * Steps from a document back to its roots: document, how it was made, from which.
 * @param {string} document
 * @returns {[string, string, string][]}
 */
function lineageSteps(document) {
  /** @type {[string, string, string][]} */
  const steps = [];
  const queue = [document];
  const seen = new Set();
  while (queue.length) {
    const name = /** @type {string} */ (queue.shift());
    if (seen.has(name)) continue;
    seen.add(name);
    for (const [from, how] of pack.documents[name]?.made || []) {
      steps.push([name, how, from]);
      queue.push(from);
    }
  }
  return steps;
}

/**
 * @param {Claim} one
 * @returns {Node[]}
 */
function originParts(one) {
  const origins = one.origin || [];
  const labels = one.origin_labels || [];
  return [
    element("h3", {}, `Origin${origins.length === 1 ? "" : "s"} (${origins.length})`),
    element("ul", { class: "claims" }, ...origins.map((id, n) => element("li", {},
      button(labels[n] || id, () => go({ claim: undefined, "look.edge": undefined, thing: id }),
        { class: "link", "data-thing": id })))),
    ...(one.shared_source ? [element("p", { class: "note" }, "A source may be shared with another"
      + " origin: they may be one.")] : []),
  ];
}

/**
 * @param {Claim} one
 * @returns {Node[]}
 */
function contestParts(one) {
  const found = one.contested_by || [];
  return found.length ? [
    element("h3", {}, `Contested by (${found.length})`),
    element("ul", { class: "claims" }, ...found.map((id) => element("li", {},
      button(labelOf(id), () => go({ claim: undefined, "look.edge": undefined, thing: id }),
        { class: "link", "data-thing": id })))),
  ] : [element("p", { class: "who" }, "No curated conflict names it; that is no agreement.")];
}

/**
 * What was curated of the claim later.
 * @param {string} id
 * @returns {Node[]}
 */
function laterParts(id) {
  const related = pack.relations[id] || [];
  const corrected = pack.corrections[id] || [];
  return [
    ...(related.length ? [element("h3", {}, "Related"), element("ul", {},
      ...related.map((text) => element("li", {}, ...withClaims(text))))] : []),
    ...(corrected.length ? [element("h3", {}, "Corrected"), element("ul", {},
      ...corrected.map((one) => element("li", {}, `${one.on}, found by a ${one.found_by}. Was: ${
        one.was} Now: ${one.now}`)))] : []),
  ];
}

/**
 * A text whose last word may be a claim.
 * @param {string} text
 * @returns {(Node|string)[]}
 */
function withClaims(text) {
  const at = text.lastIndexOf(" ") + 1;
  const id = text.slice(at);
  return Object.hasOwn(pack.claims, id) ? [text.slice(0, at), thingButton(id)] : [text];
}

/**
 * @param {string} id
 * @returns {Node[]}
 */
function documentParts(id) {
  const one = pack.documents[id];
  const steps = lineageSteps(id);
  const safe = one.address && /^https?:\/\//.test(one.address);
  return [
    element("p", {}, one.citation),
    ...(safe ? [element("p", {}, element("a", { href: one.address, rel: "noreferrer noopener",
      target: "_blank" }, "The address that was consulted (leaves this page)"))] : []),
    ...(one.unseen ? [element("p", { class: "note" }, "The original was not seen: what is known of"
      + " it comes from copies.")] : []),
    ...(steps.length ? [element("h3", {}, "Where it comes from"), element("ol", { class: "way" },
      ...steps.map(([name, how, from]) => element("li", { class: "document" },
        element("span", {}, `${labelOf(name)}: ${how.replaceAll("-", " ")} of `), documentBox(from))))]
      : []),
  ];
}
