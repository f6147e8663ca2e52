// Questions: what the address asks, with which values, and where the answer comes from.

remember(["q", "row"]);

/** The value in an address that takes a default away. */
const ANY = "any";
/**
 * Cells of tables that answers of the server brought.
 * @type {Map<string, Reading>}
 */
const readings = new Map();

/**
 * @param {string} id
 * @returns {Question|undefined}
 */
function questionOf(id) {
  return pack.questions.find((one) => one.id === id);
}

/**
 * What the address sets of a question's parameters, as far as it differs from the default.
 * @param {Question} question
 * @returns {Record<string, string>}
 */
function givenOf(question) {
  /** @type {Record<string, string>} */
  const given = {};
  for (const one of question.parameters) {
    const text = value(`p.${one.name}`).trim();
    if (text === ANY && one.optional && one.default) given[one.name] = "";
    else if (text && text !== ANY && text !== one.default) given[one.name] = text;
  }
  return given;
}

/**
 * The state that asks a question, with nothing left of the one before.
 * @param {string} id
 * @param {Record<string, string>} [given]
 * @returns {State}
 */
function asking(id, given = {}) {
  /** @type {State} */
  const next = {};
  for (const name of Object.keys(state)) if (name.startsWith("p.")) next[name] = undefined;
  for (const [name, one] of Object.entries(given)) next[`p.${name}`] = one;
  return { ...next, view: "ask", q: id, s: undefined, "ask.as": undefined,
    "ask.sort": undefined, "ask.figure": undefined, "ask.find": undefined, ...nothingChosen() };
}

/**
 * The answer to a question as the address asks it; raises Refusal where there is none.
 * @param {Question} question
 * @returns {Promise<Answer>}
 */
async function answerOf(question) {
  const given = givenOf(question);
  if (!pack.meta.live) return heldAnswer(question, given);
  const [asOf, knownBy] = [dayOf("as_of"), dayOf("known_by")];
  const said = await ask(`api/questions/${question.id}`, { ...given,
    ...(asOf ? { as_of: asOf } : {}), ...(knownBy ? { known_by: knownBy } : {}) });
  for (const [id, one] of Object.entries(said.observations)) readings.set(id, one);
  const rows = said.rows.map((/** @type {any} */ { claims, observations, ...cells }) =>
    ({ cells, claims, observations }));
  for (const row of rows) keepLabels(Object.values(row.cells));
  return { ...said, rows };
}

/** @param {any[]} cells */
function keepLabels(cells) {
  for (const one of cells.flat()) {
    if (one?.id && labelOf(one.id) === one.id) pack.labels[one.id] = one.label;
  }
}

/**
 * The name of an answer that a file holds: the rule of kg/explorer/asked.py.
 * @param {string} id
 * @param {Record<string, string>} given
 */
function answerKey(id, given) {
  const set = Object.entries(given).sort().map(([name, one]) => `${name}=${one}`).join("&");
  return set ? `${id}?${set}` : id;
}

/**
 * @param {Question} question
 * @param {Record<string, string>} given
 * @returns {Promise<Answer>}
 */
async function heldAnswer(question, given) {
  const key = answerKey(question.id, given);
  if (!pack.held.includes(key)) {
    const narrowing = question.parameters.filter((one) => one.narrows && given[one.name]);
    if (narrowing.length) {
      const rest = Object.fromEntries(Object.entries(given).filter(([name]) =>
        !narrowing.some((one) => one.name === name)));
      return narrowedAnswer(await heldAnswer(question, rest), narrowing, given);
    }
    throw new Refusal("This file does not hold the answer with these values.",
      `It holds those that can be chosen here. With others, ask: ${commandOf(question, given)}`);
  }
  const one = (await heldAnswers())[key];
  const names = claimNames();
  return { ...one, rows: one.rows.map((row) => ({
    cells: Object.fromEntries(one.columns.map((name, n) => [name, row[n]])),
    claims: row[one.columns.length].map((/** @type {number} */ n) => names[n]),
    observations: row[one.columns.length + 1] })) };
}

/**
 * The rows of an answer that have the values of parameters which do no more than that.
 * @param {Answer} answer
 * @param {Parameter[]} narrowing
 * @param {Record<string, string>} given
 * @returns {Answer}
 */
function narrowedAnswer(answer, narrowing, given) {
  const rows = answer.rows.filter((row) => narrowing.every((one) => {
    const cell = row.cells[one.narrows || ""];
    return typeof cell === "object" && cell && !Array.isArray(cell) && cell.id === given[one.name];
  }));
  return { ...answer, rows, ...restsOf(rows),
    limits: rows.length || !answer.rows.length ? answer.limits
      : [...answer.limits, questionOf(answer.question.id)?.empty || ""],
    question: { ...answer.question, parameters: { ...answer.question.parameters,
      ...Object.fromEntries(narrowing.map((one) => [one.name, given[one.name]])) } } };
}

/**
 * What some rows rest on, as far as the page can count it.
 * @param {AnswerRow[]} rows
 * @returns {{rests_on: string, unseen: string[], last_confirmed: string|null}}
 */
function restsOf(rows) {
  const claims = [...new Set(rows.flatMap((row) => row.claims))].filter((id) =>
    Object.hasOwn(pack.claims, id));
  const cells = new Set(rows.flatMap((row) => row.observations));
  const documents = [...new Set(claims.map((id) => pack.claims[id].document))];
  const stated = [...claims.map((id) => pack.claims[id].stated_on),
    ...[...cells].map((id) => readingOf(id)?.published || "")].sort((a, b) =>
    plainDay(a) < plainDay(b) ? -1 : 1);
  return {
    rests_on: [...(claims.length || !cells.size ? [`${counted(claims.length, "claim")} in: ${
      documents.map(labelOf).sort().join("; ")}`] : []),
    ...(cells.size ? [`${counted(cells.size, "cell")} of published tables`] : [])].join("; "),
    unseen: [...new Set(documents.flatMap(unseenBehind))].map(labelOf).sort(),
    last_confirmed: stated.at(-1) || null,
  };
}

/**
 * Documents in the lineage of one, itself included, that nobody consulted.
 * @param {string} document
 */
function unseenBehind(document) {
  return [document, ...lineageSteps(document).map(([, , from]) => from)]
    .filter((name) => pack.documents[name]?.unseen);
}

/** @type {string[]} */
let namesOfClaims = [];

function claimNames() {
  if (!namesOfClaims.length) namesOfClaims = Object.keys(pack.claims);
  return namesOfClaims;
}

/**
 * The question as a command of a shell.
 * @param {Question} question
 * @param {Record<string, string>} given
 */
function commandOf(question, given) {
  const quoted = (/** @type {string} */ text) =>
    /^[\w=.-]*$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
  const days = [["--as-of", dayOf("as_of")], ["--known-by", dayOf("known_by")]];
  return ["kg ask", question.id,
    ...Object.entries(given).map(([name, one]) => `--set ${quoted(`${name}=${one}`)}`),
    ...days.flatMap(([name, day]) => day ? [`${name} ${day}`] : [])].join(" ");
}

/**
 * A cell of a published table.
 * @param {string} id
 * @returns {Reading|undefined}
 */
function readingOf(id) {
  if (!readings.has(id) && Object.hasOwn(pack.cells, id)) {
    const one = pack.cells[id];
    readings.set(id, { ...one, ...Object.fromEntries(
      ["population", "denominator", "not_separable", "breaks", "measure", "table"].map((name) =>
        [name, pack.shared[one[name]]])) });
  }
  return readings.get(id);
}
