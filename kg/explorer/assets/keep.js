// Keeping what is seen: rows as CSV and JSON, drawings as SVG and PNG, made in the page itself.

/**
 * What a view gives to keep beside its drawing and its table: rows for CSV, data for JSON.
 * @typedef {{name: string, rows?: () => string[][], data?: () => unknown}} Keeping
 */

/** @type {Record<string, () => Keeping>} */
const keeping = {
  ask: () => answered && questionOf(value("q")) ? { name: answered.question.id,
    rows: () => answerSheet(/** @type {{answer: Answer}} */ (answered).answer),
    data: () => answerData(/** @type {{answer: Answer}} */ (answered).answer) }
    : { name: "questions", data: () => pack.questions },
  look: () => ({ name: "drawing", rows: () => statementSheet(shownArrows()),
    data: () => shownArrows().map(({ key, marks, line, ...one }) => ({ ...one,
      claims: Object.fromEntries(one.claims.map((id) => [id, pack.claims[id]])) })) }),
  record: () => ({ name: value("record.chart") || pack.record.charts[0]?.id || "record",
    data: () => pack.record }),
  sparql: () => result && result.said === null ? { name: "result",
    rows: () => [result?.columns || [], ...(result?.rows || []).map((row) =>
      (result?.columns || []).map((name) => row[name]?.value || ""))],
    data: () => result } : { name: "query" },
  time: () => ({ name: "time", data: () => pack.times }),
};

/** @param {Answer} answer */
function answerSheet(answer) {
  return [[...answer.columns, "claims", "observations"], ...rowsWanted(answer).map(({ row }) => [
    ...answer.columns.map((name) => textOfCell(row.cells[name])), row.claims.join(" "),
    row.observations.join(" ")])];
}

/** @param {Answer} answer */
function answerData(answer) {
  const rows = rowsWanted(answer).map(({ row }) => row);
  const claims = [...new Set(rows.flatMap((row) => row.claims))];
  return { graph: { version: pack.meta.version, digest: pack.meta.digest }, ...answer,
    ...(value("ask.find") ? { rows_that_have: value("ask.find"), ...restsOf(rows) } : {}),
    rows: rows.map((row) => ({ ...row.cells, claims: row.claims,
      observations: row.observations })),
    claims: Object.fromEntries(claims.map((id) => [id, pack.claims[id]])),
    observations: Object.fromEntries(rows.flatMap((row) => row.observations)
      .map((id) => [id, readingOf(id)])) };
}

/** @param {Arrow[]} arrows */
function statementSheet(arrows) {
  return [[...STATEMENT_COLUMNS.map(([, title]) => title), "id"],
    ...statementRows(arrows).map((row) => [...STATEMENT_COLUMNS.map(([, , text]) => text(row)),
      row.id])];
}

/**
 * Rows as a spreadsheet reads them.
 * @param {string[][]} rows
 */
function asCsv(rows) {
  // what a spreadsheet would take for a formula stays a text
  const quoted = (/** @type {string} */ text) => {
    const plain = /^[=+@\t\r]|^-(?![\d.]+$)/.test(text) ? `'${text}` : text;
    return /[",\r\n]/.test(plain) ? `"${plain.replaceAll("\"", "\"\"")}"` : plain;
  };
  return `${rows.map((row) => row.map(quoted).join(",")).join("\r\n")}\r\n`;
}

/**
 * The rows of a table of the page.
 * @param {HTMLTableElement} table
 */
function sheetOfTable(table) {
  return [...table.rows].map((row) => [...row.cells].map((cell) => (cell.textContent || "").trim()));
}

/**
 * @param {string} name
 * @param {Blob} blob
 */
function saveBlob(name, blob) {
  const link = /** @type {HTMLAnchorElement} */ (element("a", { download: name,
    href: URL.createObjectURL(blob), hidden: "" }));
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  say(`${name} is being saved.`);
}

/** Of what is computed for a drawing, that which its look depends on. */
const LOOKS = ["fill", "fill-opacity", "stroke", "stroke-width", "stroke-dasharray",
  "stroke-opacity", "stroke-linecap", "font-family", "font-size", "font-weight", "font-style",
  "text-anchor", "dominant-baseline", "paint-order", "opacity", "display", "visibility"];

/**
 * A drawing with its looks in it, so that it needs no style of the page.
 * @param {SVGSVGElement} drawing
 * @returns {{text: string, width: number, height: number}}
 */
function svgOf(drawing) {
  const canvas = canvasOf.get(drawing);
  return canvas ? canvas.inFull(() => copyOf(drawing)) : copyOf(drawing);
}

/**
 * @param {SVGSVGElement} drawing
 * @returns {{text: string, width: number, height: number}}
 */
function copyOf(drawing) {
  const copy = /** @type {SVGSVGElement} */ (drawing.cloneNode(true));
  const [from, to] = [[drawing, ...drawing.querySelectorAll("*")],
    [copy, ...copy.querySelectorAll("*")]];
  from.forEach((one, n) => {
    const style = getComputedStyle(one);
    // as attributes: the page's policy forbids styles that stand in elements
    for (const name of LOOKS) to[n].setAttribute(name, style.getPropertyValue(name));
    for (const name of ["class", "tabindex", "role"]) to[n].removeAttribute(name);
  });
  const { width, height } = drawing.getBoundingClientRect();
  const [wide, high] = [Math.max(1, Math.round(width)), Math.max(1, Math.round(height))];
  copy.setAttribute("xmlns", SVG);
  copy.setAttribute("width", String(wide));
  copy.setAttribute("height", String(high));
  const view = drawing.viewBox.baseVal;
  const ground = shape("rect", { x: view?.width ? view.x - view.width : 0,
    y: view?.height ? view.y - view.height : 0, width: view?.width ? view.width * 3 : wide,
    height: view?.height ? view.height * 3 : high,
    fill: getComputedStyle(document.body).backgroundColor });
  copy.prepend(shape("desc", {}, citationOfView()), ground);
  return { text: new XMLSerializer().serializeToString(copy), width: wide, height: high };
}

/**
 * @param {string} name
 * @param {SVGSVGElement} drawing
 */
async function savePng(name, drawing) {
  const { text, width, height } = svgOf(drawing);
  const image = new Image();
  image.src = URL.createObjectURL(new Blob([text], { type: "image/svg+xml" }));
  try {
    await image.decode();
    const sheet = /** @type {HTMLCanvasElement} */ (element("canvas", {
      width: String(width * 2), height: String(height * 2) }));
    const pen = /** @type {CanvasRenderingContext2D} */ (sheet.getContext("2d"));
    pen.drawImage(image, 0, 0, width * 2, height * 2);
    const made = await new Promise((done) => { sheet.toBlob(done, "image/png"); });
    if (!made) throw new Error("no picture was made");
    saveBlob(`${name}.png`, /** @type {Blob} */ (made));
  } catch {
    say("This browser could not make a PNG of it: take the SVG.");
  } finally {
    URL.revokeObjectURL(image.src);
  }
}

/**
 * The drawing that is seen, if one is: the largest.
 * @returns {SVGSVGElement|undefined}
 */
function seenDrawing() {
  const view = byId(shownView()?.id || "ask");
  const size = (/** @type {Element} */ one) => {
    const { width, height } = one.getBoundingClientRect();
    return width * height;
  };
  return /** @type {SVGSVGElement[]} */ ([...view.querySelectorAll("svg:not(.sample)")])
    .filter((one) => size(one) > 5000).sort((a, b) => size(b) - size(a))[0];
}

/**
 * The table that is seen, if one is.
 * @returns {HTMLTableElement|undefined}
 */
function seenTable() {
  const view = byId(shownView()?.id || "ask");
  return [...view.querySelectorAll("table")].find((one) => one.getClientRects().length);
}

/**
 * Ways to keep what is seen now.
 * @returns {[string, () => void][]}
 */
function waysToKeep() {
  const view = shownView()?.id || "ask";
  const kept = keeping[view]?.() || { name: view };
  const name = `custody-graph-${kept.name}`.replace(/[^\w.-]+/g, "-");
  const [drawing, table] = [seenDrawing(), seenTable()];
  const rows = kept.rows || (table && (() => sheetOfTable(table)));
  /** @type {[string, () => void][]} */
  const ways = [];
  if (rows) {
    ways.push(["CSV", () => saveBlob(`${name}.csv`,
      new Blob(["\ufeff", asCsv(rows())], { type: "text/csv" }))]);
  }
  if (kept.data) {
    const { data } = kept;
    ways.push(["JSON", () => saveBlob(`${name}.json`, new Blob([
      `${JSON.stringify(data(), null, 1)}\n`], { type: "application/json" }))]);
  }
  if (drawing) {
    ways.push(["SVG", () => saveBlob(`${name}.svg`,
      new Blob([svgOf(drawing).text], { type: "image/svg+xml" }))],
    ["PNG", () => savePng(name, drawing)]);
  }
  return ways;
}
