// Elements, and how boxes, lines and marks are drawn. Text enters the page as text only.

const SVG = "http://www.w3.org/2000/svg";

/**
 * An element of the page; a function as attribute listens to the event of that name.
 * @param {string} name
 * @param {Record<string, any>} [attributes] those null or undefined are left out
 * @param {...(Node|string|null)} children
 * @returns {HTMLElement}
 */
function element(name, attributes = {}, ...children) {
  return filled(document.createElement(name), attributes, children);
}

/**
 * An element of a drawing.
 * @param {string} name
 * @param {Record<string, any>} [attributes]
 * @param {...(Node|string|null)} children
 * @returns {SVGElement}
 */
function shape(name, attributes = {}, ...children) {
  return filled(document.createElementNS(SVG, name), attributes, children);
}

/**
 * @template {Element} T
 * @param {T} made
 * @param {Record<string, any>} attributes
 * @param {(Node|string|null)[]} children
 * @returns {T}
 */
function filled(made, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") made.addEventListener(name, value);
    else if (value !== null && value !== undefined) made.setAttribute(name, value);
  }
  for (const child of children) if (child !== null) made.append(child);
  return made;
}

/**
 * @param {string} text
 * @param {(event: Event) => void} act
 * @param {Record<string, any>} [attributes]
 * @returns {HTMLElement}
 */
function button(text, act, attributes = {}) {
  return element("button", { type: "button", click: act, ...attributes }, text);
}

/**
 * Lines of text around a point.
 * @param {string[]} texts
 * @param {number} x
 * @param {number} y
 * @param {number} leading
 * @param {string} className
 */
function lines(texts, x, y, leading, className) {
  const top = y - ((texts.length - 1) * leading) / 2;
  return shape("text", { class: className }, ...texts.map((text, n) =>
    shape("tspan", { x, y: top + n * leading }, text)));
}

/** @param {string[]} outlines */
function outlined(outlines) {
  return outlines.map((points, n) => shape("polygon", { points, class: n ? "inner" : "outline" }));
}

/**
 * @param {PlacedNode} node
 * @param {{family: string, letters: string, label: string}} kind
 */
function drawnNode(node, kind) {
  const left = -node.w / 2;
  return shape(
    "g",
    {
      class: `node k-${kind.family}`, transform: `translate(${node.x} ${node.y})`,
      role: "button", tabindex: -1, "data-id": node.id,
    },
    shape("title", {}, `${node.label} (${kind.label}): ${node.definition}`),
    ...outlined(node.outlines),
    lines([kind.letters], left + 18, 0, 0, "letters"),
    lines(node.lines, left + 26 + (node.w - 26) / 2, 0, 15, "label"),
  );
}

/** Signs of marks that have one; the shape around it differs too. */
const SIGNS = new Map([["no-evidence", "?"], ["disputed", "!"], ["added", "+"], ["removed", "−"]]);

/** @param {[string, number, number, number]} mark name, place and angle */
function drawnMark([name, x, y, angle]) {
  const made = shape("g", { class: `mark ${name}`, transform: `translate(${x} ${y})` });
  if (name === "negated") {
    made.append(shape("path", { d: "M0-8V8", transform: `rotate(${angle})` }));
  } else {
    made.append(
      name === "no-evidence" ? shape("circle", { r: 7.5 })
        : shape("path", { d: name === "disputed" ? "M0-9 9 0 0 9-9 0Z" : "M-7-7H7V7H-7Z" }),
      lines([SIGNS.get(name) || ""], 0, 0, 0, "sign"),
    );
  }
  return made;
}

/**
 * @param {string} path
 * @param {string} head
 * @param {string} line
 * @param {boolean} against
 * @param {Record<string, string>} dashes
 */
function drawnLine(path, head, line, against, dashes) {
  return [
    shape("path", { d: path, class: "line", "stroke-dasharray": dashes[line] || null }),
    shape("polygon", { points: head, class: against ? "head against" : "head" }),
  ];
}

/**
 * @param {PlacedEdge} edge
 * @param {string} sentence
 * @param {Record<string, string>} dashes
 */
function drawnEdge(edge, sentence, dashes) {
  return shape(
    "g",
    { class: `edge${edge.spine ? " spine" : ""}`, role: "img", "aria-label": sentence,
      "data-id": edge.id },
    shape("title", {}, sentence),
    shape("path", { d: edge.path, class: "hit" }),
    ...drawnLine(edge.path, edge.head, edge.line, edge.sign === -1, dashes),
    ...(edge.lines.length ? [lines(edge.lines, edge.at[0], edge.at[1], 12,
      edge.crowded ? "label crowded" : "label")] : []),
    ...edge.marks.map(drawnMark),
  );
}

/**
 * @param {string} className
 * @param {...Node} children
 */
function sample(className, ...children) {
  return shape("svg", { class: `sample ${className}`, width: 40, height: 22,
    viewBox: "-20 -11 40 22", "aria-hidden": "true" }, ...children);
}

/** @param {{family: string, letters: string, outlines: string[]}} kind */
function kindSample(kind) {
  return sample(`node k-${kind.family}`, ...outlined(kind.outlines),
    lines([kind.letters], 0, 0, 0, "letters"));
}

/**
 * @param {string} line
 * @param {string[]} marks
 * @param {boolean} against
 * @param {Record<string, string>} dashes
 */
function lineSample(line, marks, against, dashes) {
  return sample("edge", ...drawnLine("M-18 0H9", "9,-4.5 18,0 9,4.5", line, against, dashes),
    ...marks.map((name) => drawnMark([name, -4, 0, 0])));
}
