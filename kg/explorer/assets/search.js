// One search over everything that has a name: the rule of kg/api/search.py, over the page's data.

const FOUND_TYPES = ["question", "entity", "instrument", "document", "conflict", "term", "claim"];
/** Words that say nothing of what is sought. */
const HOLDING = new Set(("a an and are as at be by can did do does for from had has have how if in "
  + "into is it many much of on or that the their them they this to was were what when where which "
  + "who whom whose why will with").split(" "));
/** @type {Record<string, string>} */
const TYPE_OF_KIND = { "legal instrument": "instrument", document: "document",
  conflict: "conflict" };

/**
 * Something that can be found, its words with a space before and after each.
 * @typedef {{type: string, id: string, label: string, kind: string, words: string, names: string,
 *   rest: string, short: number}} Found
 */

/** @type {Found[]} */
let sought = [];

/**
 * The words of a text in lower case, without marks above or below their letters.
 * @param {string} text
 * @returns {string[]}
 */
function wordsOf(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ").split(" ").filter(Boolean);
}

/** @param {string} text */
function spaced(text) {
  return ` ${wordsOf(text).join(" ")} `;
}

/**
 * A word without the ending of a plural, or of what is past.
 * @param {string} word
 */
function stemOf(word) {
  if (word.length > 4 && word.endsWith("ies")) return word.slice(0, -3);
  if (word.length > 5 && word.endsWith("ed")) return word.slice(0, -2);
  return word.length > 3 && word.endsWith("s") && word.at(-2) !== "s" ? word.slice(0, -1) : word;
}

/**
 * @param {string} type
 * @param {string} id
 * @param {string} label
 * @param {string} kind
 * @param {string[]} names
 * @param {string} rest
 * @returns {Found}
 */
function findable(type, id, label, kind, names, rest) {
  return { type, id, label, kind, words: spaced(label), names: spaced(names.join(" ")),
    rest: spaced(`${kind} ${rest}`), short: 1 / (1 + wordsOf(label).length) };
}

/** Everything that can be found, in the order of equals. */
function everythingFindable() {
  if (sought.length) return sought;
  const found = [
    ...pack.questions.map((one) => findable("question", one.id, one.title, "question",
      one.keywords, `${one.id} ${one.theme_label} ${one.answers}`)),
    // parts of things, such as the sides of a conflict, are found with the whole
    ...Object.entries(pack.things).filter(([id]) => !id.includes("/")).map(([id, one]) => findable(TYPE_OF_KIND[one.kind.toLowerCase()]
      || "entity", id, one.label, one.kind, one.names || [], `${id} ${one.definition || ""}`)),
    ...Object.entries(pack.terms).filter(([id, one]) => id.startsWith("cg:") && one.definition)
      .map(([id, one]) => findable("term", id, one.label, "term of the vocabulary", [],
        `${id.slice(3)} ${one.definition}`)),
    ...Object.entries(pack.claims).map(([id, one]) => findable("claim", id, one.text, "claim", [],
      [id, one.document_label, ...one.attribution.map((step) => step.label)].join(" "))),
  ];
  const order = (/** @type {Found} */ one) =>
    `${FOUND_TYPES.indexOf(one.type)} ${one.label.toLowerCase()} ${one.id}`;
  sought = found.map((one) => ({ one, by: order(one) }))
    .sort((a, b) => (a.by < b.by ? -1 : Number(a.by > b.by))).map(({ one }) => one);
  return sought;
}

/**
 * What a text finds, best first.
 * @param {string} text
 * @returns {Found[]}
 */
function find(text) {
  const every = wordsOf(text);
  const said = every.filter((word) => !HOLDING.has(word));
  const wanted = said.length ? said : every;
  if (!wanted.length) return [];
  return everythingFindable().map((one) => ({ one, points: pointsOf(one, wanted) }))
    .filter(({ points }) => points).sort((a, b) => b.points - a.points).map(({ one }) => one);
}

/** Most that is offered where nothing has every word. */
const MOST_NEAR = 30;

/**
 * What has some of the words of a text, most of them first.
 * @param {string} text
 * @returns {Found[]}
 */
function findNear(text) {
  const wanted = wordsOf(text).filter((word) => !HOLDING.has(word));
  return everythingFindable().map((one) => {
    const each = wanted.map((word) => pointsOf(one, [word])).filter(Boolean);
    return { one, number: each.length, points: each.reduce((sum, points) => sum + points, 0) };
  }).filter(({ number }) => number).sort((a, b) => b.number - a.number || b.points - a.points)
    .slice(0, MOST_NEAR).map(({ one }) => one);
}

/**
 * @param {Found} one
 * @param {string[]} wanted
 */
function pointsOf(one, wanted) {
  let points = 0;
  for (const word of wanted) {
    const [whole, start] = [` ${word} `, ` ${stemOf(word)}`];
    if (one.words.includes(whole)) points += 5;
    else if (one.words.includes(start) || one.names.includes(whole)) points += 3;
    else if (one.names.includes(start)) points += 2;
    else if (one.rest.includes(start)) points += 1;
    else return 0;
  }
  return points + one.short + (one.words.startsWith(` ${wanted.join(" ")}`) ? 4 : 0);
}
