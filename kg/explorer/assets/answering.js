// Sending a query to the server beside the page, and reading what comes back.

const ROWS = "application/sparql-results+json";
const STATEMENTS = "application/n-triples";

/**
 * Asks the endpoint; raises Refusal with the server's words.
 * @param {string} text
 * @param {string} accept
 * @param {AbortSignal} [signal] ends the waiting; the server ends the work by its own limits
 * @returns {Promise<Response>}
 */
async function askEndpoint(text, accept, signal) {
  let reply;
  try {
    reply = await fetch("sparql", { method: "POST", body: text, signal, credentials: "omit",
      redirect: "error", headers: { "Content-Type": "application/sparql-query", Accept: accept } });
  } catch (error) {
    if (signal?.aborted) throw new Refusal("The query was cancelled.");
    throw new Refusal("The server does not answer.", "Is kg serve still running?");
  }
  if (reply.ok) return reply;
  const said = await reply.json().catch(() => ({}));
  throw new Refusal(said.detail || said.title || `Refused (${reply.status}).`, said.remedy);
}

/**
 * Runs a query of any form.
 * @param {string} text
 * @param {AbortSignal} signal
 * @returns {Promise<QueryResult>}
 */
async function runQuery(text, signal) {
  const began = performance.now();
  const reply = await askEndpoint(text, `${ROWS}, ${STATEMENTS};q=0.9`, signal);
  const body = await reply.text().catch(() => {
    throw new Refusal(signal.aborted ? "The query was cancelled." : "The answer broke off.");
  });
  const seconds = (performance.now() - began) / 1000;
  const hint = reply.headers.get("KG-Hint") || "";
  const type = reply.headers.get("Content-Type") || "";
  const result = type.startsWith(STATEMENTS) ? statementsOf(body) : rowsOf(body);
  return { ...result, hint, seconds };
}

/** @param {string} body */
function rowsOf(body) {
  const found = JSON.parse(body);
  return { columns: found.head.vars || [], rows: found.results?.bindings || [], statements: false,
    said: typeof found.boolean === "boolean" ? found.boolean : null };
}

const TERM = String.raw`(<[^>]*>|_:[^ ]+|"(?:[^"\\]|\\.)*"(?:\^\^<[^>]*>|@[\w-]+)?)`;
const STATEMENT = new RegExp(`^${TERM} ${TERM} ${TERM} \\.$`);

/**
 * Statements of N-Triples as rows.
 * @param {string} body
 */
function statementsOf(body) {
  const rows = [];
  for (const line of body.split("\n")) {
    const found = STATEMENT.exec(line);
    if (found) {
      rows.push({ subject: termOf(found[1]), predicate: termOf(found[2]),
        object: termOf(found[3]) });
    } else if (line.trim()) throw new Refusal("A statement of the answer cannot be read.");
  }
  return { columns: ["subject", "predicate", "object"], rows, statements: true, said: null };
}

/**
 * @param {string} written
 * @returns {QueryTerm}
 */
function termOf(written) {
  if (written.startsWith("<")) return { type: "uri", value: unescaped(written.slice(1, -1)) };
  if (written.startsWith("_:")) return { type: "bnode", value: written.slice(2) };
  const end = written.lastIndexOf("\"");
  const value = unescaped(written.slice(1, end));
  const rest = written.slice(end + 1);
  if (rest.startsWith("@")) return { type: "literal", value, "xml:lang": rest.slice(1) };
  return rest ? { type: "literal", value, datatype: rest.slice(3, -1) } : { type: "literal", value };
}

/** @param {string} text */
function unescaped(text) {
  /** @type {Record<string, string>} */
  const letters = { t: "\t", b: "\b", n: "\n", r: "\r", f: "\f" };
  return text.replace(/\\(?:u([\dA-Fa-f]{4})|U([\dA-Fa-f]{8})|(.))/g, (_, four, eight, one) =>
    four || eight ? String.fromCodePoint(parseInt(four || eight, 16)) : letters[one] || one);
}

/**
 * Where an error stands in the query: line and column, from 1; null where it does not say.
 * @param {string} message
 * @returns {[number, number]|null}
 */
function placeOfError(message) {
  const found = /\b(?:at |line )(\d+)(?::|, column | column )(\d+)/.exec(message);
  return found && [Number(found[1]), Number(found[2])];
}
