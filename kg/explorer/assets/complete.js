// What a query could go on with at the caret: words of the language, variables, prefixed names.

const QUERY_WORDS = ["ASK", "ASC", "BIND", "BOUND", "CONSTRUCT", "CONTAINS", "COUNT", "DESC",
  "DESCRIBE", "DISTINCT", "EXISTS", "FILTER", "FROM NAMED", "GRAPH", "GROUP BY", "HAVING", "IN",
  "LANG", "LCASE", "LIMIT", "MAX", "MIN", "MINUS", "NOT EXISTS", "OFFSET", "OPTIONAL", "ORDER BY",
  "PREFIX", "REGEX", "SAMPLE", "SELECT", "STR", "STRSTARTS", "SUM", "UNION", "VALUES", "WHERE"];
/** How many are offered at once: as many as stand below each other without a bar to scroll. */
const MOST_CHOICES = 10;

/**
 * The word that ends at the caret.
 * @param {string} text
 * @param {number} caret
 */
function wordAt(text, caret) {
  const found = /(?:[?$]\w*|[A-Za-z][\w.-]*:[\w./-]*|[A-Za-z]\w*)$/.exec(text.slice(0, caret));
  return found ? found[0] : "";
}

/**
 * Choices for the word at the caret, the nearest first.
 * @param {string} text
 * @param {number} caret
 * @returns {Choice[]}
 */
function choicesAt(text, caret) {
  const word = wordAt(text, caret);
  if (/^[?$]/.test(word)) return variablesIn(text, caret, word);
  const [prefix, colon, rest] = [word.split(":")[0], word.includes(":"),
    word.slice(word.indexOf(":") + 1)];
  const sought = (colon ? rest : word).toLowerCase();
  /** @type {[number, Choice][]} */
  const found = [];
  for (const choice of colon ? namesOf(prefix) : anyNames()) {
    const rank = nearness(choice, sought);
    if (rank) found.push([rank, choice]);
  }
  found.sort(([a, one], [b, other]) => a - b || one.name.length - other.name.length
    || (one.name < other.name ? -1 : 1));
  return found.slice(0, MOST_CHOICES).map(([, choice]) => choice);
}

/**
 * How near a choice is to what is sought: 1 begins with it, 2 holds it, 3 is called so; 0 no.
 * @param {Choice} choice
 * @param {string} sought
 */
function nearness(choice, sought) {
  const name = choice.name.toLowerCase();
  const own = name.slice(name.indexOf(":") + 1);
  if (name.startsWith(sought) || own.startsWith(sought)) return 1;
  if (own.includes(sought)) return 2;
  return sought.length > 1 && choice.about.toLowerCase().includes(sought) ? 3 : 0;
}

/**
 * @param {string} text
 * @param {number} caret
 * @param {string} word
 */
function variablesIn(text, caret, word) {
  const others = text.slice(0, caret - word.length) + text.slice(caret);
  const found = [...new Set(others.match(/[?$]\w+/g) || [])].sort();
  return found.filter((one) => one.slice(1).startsWith(word.slice(1)))
    .map((one) => ({ insert: one, name: one, about: "variable" }));
}

/**
 * Names below a prefix.
 * @param {string} prefix
 * @returns {Choice[]}
 */
function namesOf(prefix) {
  const things = prefix === "id" ? Object.entries(pack.things) : [];
  const claims = prefix === "claim" ? Object.entries(pack.claims) : [];
  return [
    ...termChoices().filter((one) => one.name.startsWith(`${prefix}:`)),
    ...things.map(([id, thing]) => named(`id:${id}`, `${thing.label} (${thing.kind})`, id)),
    ...claims.map(([id, claim]) => named(`claim:${id}`, claim.text, id)),
  ];
}

/** @returns {Choice[]} */
function anyNames() {
  return [
    ...QUERY_WORDS.map((name) => ({ insert: name, name, about: "" })),
    ...Object.entries(pack.prefixes).map(([name, space]) => ({ insert: `${name}:`,
      name: `${name}:`, about: space })),
    ...termChoices(),
  ];
}

function termChoices() {
  return Object.entries(pack.terms).map(([name, term]) => {
    const used = term.in ? `, in ${term.in.join(", ")}` : "";
    return named(name, `${term.label} (${term.kind}${used})`, "");
  });
}

/**
 * A choice; what cannot be written with a prefix is written in full.
 * @param {string} name
 * @param {string} about
 * @param {string} id
 * @returns {Choice}
 */
function named(name, about, id) {
  const plain = /^[A-Za-z]+:[\w-]+$/.test(name);
  return { insert: plain ? name : `<${iriOf(id)}>`, name, about };
}

/**
 * The query with the prefixes declared that it uses and that are known.
 * @param {string} text
 * @param {string} [only] only this one
 */
function withPrefixes(text, only) {
  const bare = text.replace(/<[^>\s]*>|"(?:[^"\\\n]|\\.)*"|#.*$/gm, " ");
  const used = new Set([...bare.matchAll(/(?:^|[^\w:?$-])([A-Za-z]+):/g)].map(([, name]) => name));
  const declared = new Set([...text.matchAll(/^\s*PREFIX\s+([A-Za-z]*):/gim)]
    .map(([, name]) => name));
  const lacking = Object.keys(pack.prefixes).filter((name) =>
    used.has(name) && !declared.has(name) && (!only || only === name));
  const lines = lacking.map((name) => `PREFIX ${name}: <${pack.prefixes[name]}>\n`).join("");
  const head = /^(?:[ \t]*#.*\n)*/.exec(text)?.[0] || "";
  return head + lines + text.slice(head.length);
}
