// SPARQL: a plain text area with examples and completions; what it asks stays on this machine.

addView({ id: "sparql", label: "SPARQL", make: makeSparql, show: showSparql });
remember(["sparql.text", "sparql.as"]);

/** @type {CaretList} */
let completions;
/**
 * What runs now.
 * @type {AbortController|null}
 */
let running = null;
/** Whether the text was typed or chosen here; what came with a link is not run unasked. */
let textIsOwn = false;
/** @type {number|undefined} */
let typing;

/** @returns {HTMLTextAreaElement} */
function queryArea() {
  return /** @type {HTMLTextAreaElement} */ (byId("sparql-text"));
}

/** @param {HTMLElement} place */
function makeSparql(place) {
  const area = /** @type {HTMLTextAreaElement} */ (element("textarea", { id: "sparql-text",
    rows: "16", wrap: "off", spellcheck: "false", autocapitalize: "none", autocomplete: "off",
    "aria-describedby": "sparql-keys", input: typed, keydown: queryKey }));
  const frame = element("div", { class: "editor" }, area);
  place.append(
    element("h2", {}, "SPARQL"),
    element("p", {}, "Questions of your own, in the query language of RDF. Everything stands in"
      + " named graphs, so patterns are put inside ", element("code", {}, "GRAPH"), "."),
    exampleChoice(),
    element("label", { for: "sparql-text" }, "Query"),
    frame,
    element("p", { id: "sparql-keys", class: "keys" }, ...keysOfEditor()),
    element("div", { class: "bar", role: "group", "aria-label": "What to do with the query" },
      ...editorButtons()),
    element("p", { id: "sparql-arrived", class: "note", hidden: "" }),
    element("p", { id: "sparql-said", role: "status" }),
    element("div", { id: "sparql-wrong", role: "alert" }),
    element("div", { id: "sparql-result" }),
  );
  completions = new CaretList(area, frame, saySparql);
}

/** @returns {(Node|string)[]} */
function keysOfEditor() {
  return [...(pack.meta.live ? [element("kbd", {}, "Ctrl"), "+", element("kbd", {}, "Enter"),
    " runs, "] : []), element("kbd", {}, "Ctrl"), "+", element("kbd", {}, "Space"),
  " completes, ", element("kbd", {}, "Tab"), " goes on to the buttons."];
}

function editorButtons() {
  const complete = button("Complete", () => completions.open(), {
    mousedown: (/** @type {Event} */ event) => event.preventDefault() });
  const others = [complete, button("Add prefixes", addPrefixes),
    button("Copy query", () => copied(queryArea().value, "The query"))];
  if (pack.meta.live) {
    return [button("Run", () => run(), { id: "sparql-run", class: "main" }),
      button("Cancel", () => running?.abort(), { id: "sparql-cancel", disabled: "" }), ...others];
  }
  return [...others, button("Copy as command", () => copied(asCommand(queryArea().value),
    "The command")), element("p", { class: "note" }, "A file runs no query. Paste the command into"
    + " a terminal, or open this view in the page of kg serve, which runs it on your machine.")];
}

/**
 * The query as a command of a shell; nothing in it is read by the shell.
 * @param {string} text
 */
function asCommand(text) {
  return `kg sparql -q '${text.replaceAll("'", "'\\''")}'`;
}

/** @param {string} text */
function saySparql(text) {
  byId("sparql-said").textContent = text;
}

/**
 * @param {string} text
 * @param {string} what
 */
async function copied(text, what) {
  saySparql(await copyText(text) ? `${what} was copied.` : `${what} could not be copied.`);
}

function typed() {
  textIsOwn = true;
  byId("sparql-arrived").hidden = true;
  clearTimeout(typing);
  typing = setTimeout(() => keepText(true), 500);
}

/**
 * Brings what is written into the address.
 * @param {boolean} quiet
 */
function keepText(quiet) {
  clearTimeout(typing);
  textIsOwn = true;
  go({ "sparql.text": queryArea().value }, { quiet });
}

/** @param {KeyboardEvent} event */
function queryKey(event) {
  if (completions.key(event)) return;
  const control = event.ctrlKey || event.metaKey;
  if (control && event.key === "Enter" && pack.meta.live) run();
  else if (control && event.code === "Space") completions.open();
  else return;
  event.preventDefault();
}

function addPrefixes() {
  const area = queryArea();
  const after = withPrefixes(area.value);
  const added = after.length - area.value.length;
  if (added) replaceText(area, 0, area.value.length, after);
  saySparql(added ? "Prefixes were added." : "No prefix is missing that is known here.");
}

/** @param {State} now */
function showSparql(now) {
  const area = queryArea();
  const text = value("sparql.text", now);
  if (text && text !== area.value) {
    area.value = text;
    textIsOwn = false;
    clearResult();
    const note = byId("sparql-arrived");
    note.hidden = !pack.meta.live;
    note.textContent = "This query came with the address. It has not been run: a link gives your"
      + " machine no work unasked. Read it, then press Run.";
  } else if (!text && !area.value) {
    area.value = pack.examples[0]?.text || "";
  }
  showResultAs(value("sparql.as", now));
}

/** Runs what is written; only ever called by a key or a button. */
async function run() {
  completions.close();
  keepText(true);
  byId("sparql-arrived").hidden = true;
  running?.abort();
  const own = running = new AbortController();
  clearResult();
  setRunning(true);
  saySparql("Running …");
  try {
    showResult(await runQuery(queryArea().value, own.signal));
  } catch (error) {
    if (own === running) showRefusal(error);
  }
  if (own === running) {
    running = null;
    setRunning(false);
  }
}

/** @param {boolean} on */
function setRunning(on) {
  const cancel = /** @type {HTMLButtonElement} */ (byId("sparql-cancel"));
  if (!on && document.activeElement === cancel) byId("sparql-run").focus();
  cancel.disabled = !on;
  byId("sparql-result").setAttribute("aria-busy", String(on));
}

/** @param {unknown} error */
function showRefusal(error) {
  saySparql("");
  const known = error instanceof Refusal;
  const message = error instanceof Error ? error.message : String(error);
  const at = placeOfError(message);
  byId("sparql-wrong").replaceChildren(
    element("p", { class: "wrong" }, message.length > 400 ? `${message.slice(0, 400)} …` : message),
    ...(known && error.remedy ? [element("p", {}, error.remedy)] : []),
    ...(at ? [button(`To line ${at[0]}, column ${at[1]}`, () => toPlace(at))] : []),
  );
}

/** @param {[number, number]} place line and column, from 1 */
function toPlace([line, column]) {
  const area = queryArea();
  const before = area.value.split("\n").slice(0, line - 1);
  const start = before.join("\n").length + (before.length ? 1 : 0);
  const at = Math.min(start + column - 1, area.value.length);
  area.focus();
  area.setSelectionRange(at, at);
}
