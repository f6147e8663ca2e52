// Citations: of the graph, of an answer, of a claim, with what was not seen.

/** The day on the reader's clock. */
function today() {
  const now = new Date();
  const two = (/** @type {number} */ one) => String(one).padStart(2, "0");
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

function citationOfGraph() {
  const { version, digest, base, current_to: current } = pack.meta;
  return `Custody Graph contributors: Custody Graph, version ${version}, graph ${
    digest.slice(0, 12)}, current to ${current}. ${base}`;
}

/** Claims up to which a citation names each. */
const CITED_WHOLE = 8;

/** The address of the view; of a file only what stands behind its name, which is the reader's. */
function addressToCite() {
  return location.protocol === "file:" ? `View: explorer.html${location.hash}` : location.href;
}

/** What is seen now, as a text to paste: the answer where a question is open, else the view. */
function citationOfView() {
  const asked = shownView()?.id === "ask" && answered;
  const days = [["as of", dayOf("as_of")], ["known by", dayOf("known_by")]]
    .filter(([, day]) => day).map(([name, day]) => `${name} ${day}`);
  const lines = [citationOfGraph()];
  if (asked) {
    const { answer, question } = asked;
    const given = Object.entries(answer.question.parameters).filter(([, one]) => one)
      .map(([name, one]) => `${name} = ${one}`);
    const found = value("ask.find");
    const rows = rowsWanted(answer).map(({ row }) => row);
    const { rests_on: rests, unseen } = found ? restsOf(rows) : answer;
    lines.push(`Question: ${answer.question.title} (${[question.id, ...given,
      ...(pack.meta.live ? days : [])].join(", ")})${found ? `, rows with “${found}”` : ""}.`);
    const claims = [...new Set(rows.flatMap((row) => row.claims))];
    const few = claims.length <= CITED_WHOLE;
    lines.push(`Rests on ${few ? rests : rests.split(/,? in: /)[0]}.`);
    if (claims.length) {
      lines.push(few ? `Claims: ${claims.join(", ")}.`
        : "Its claims stand in the JSON that this view saves.");
    }
    if (unseen.length) lines.push(`Original not seen: ${unseen.join("; ")}.`);
  } else lines.push(`View: ${[shownView()?.label, ...days].join(", ")}.`);
  return [...lines, `Accessed ${today()}. ${addressToCite()}`].join("\n");
}

/** @param {string} id */
function citationOfClaim(id) {
  const one = pack.claims[id];
  const place = [one.paragraph ? `paragraph ${one.paragraph}` : "", one.locator || ""]
    .filter(Boolean).join(", ");
  const unseen = [...new Set(unseenBehind(one.document))].map(labelOf);
  return [
    `${one.asserter}${one.attribution.length > 1 ? ", through "
      + one.attribution.slice(1).map((step) => step.label).join(", through ") : ""}, stated ${
      dateText(one.stated_on)}: ${one.text} (${one.stance_label}; a curator’s wording).`,
    `In ${pack.documents[one.document]?.citation || one.document_label}${
      place ? `, ${place}` : ""}.`,
    ...(unseen.length ? [`Original not seen: ${unseen.join("; ")}.`] : []),
    `${citationOfGraph()}`, `Claim ${iriOf(id)}. Accessed ${today()}.`,
  ].join("\n");
}

/** @param {string} id what is reported, or "" */
function reportOf(id) {
  const { version, digest } = pack.meta;
  return ["Error report for Custody Graph", id ? `Claim or thing: ${iriOf(id)}` : "",
    `Seen at: ${addressToCite()}`, `Graph: ${version}, ${digest.slice(0, 12)}`,
    "What is wrong: ", "The source that shows it: ",
    "(Please nothing about a person’s own case.)"].filter(Boolean).join("\n");
}

/**
 * @param {string} text
 * @param {string} what
 */
async function copyAndSay(text, what) {
  const pressed = document.activeElement;
  const done = await copyText(text);
  if (done && pressed instanceof HTMLButtonElement && !pressed.dataset.done) {
    const label = pressed.textContent;
    pressed.dataset.done = "yes";
    pressed.textContent = "Copied";
    setTimeout(() => {
      pressed.textContent = label;
      delete pressed.dataset.done;
    }, 1500);
  }
  say(done ? `${what} was copied.` : `${what} could not be copied: ${text}`);
}

/** @param {string} text */
function say(text) {
  byId("status").textContent = text;
}
