// Look: the graph, what of it is shown, and the same as a table.

/** @type {Set<string>} */
let askedClaims = new Set();
/**
 * The arrows that are drawn, or stand in the table.
 * @type {() => Arrow[]}
 */
let shownArrows = () => [];

addView({ id: "look", label: "Look", ...lookView() });

/** @returns {{make: (place: HTMLElement) => void, show: () => void}} */
function lookView() {
  /** @type {Canvas} */
  let canvas;
  /** @type {{follow: () => void}[]} */
  let followers = [];
  /** @type {ReturnType<typeof lookLegend>} */
  let legend;
  /** @type {Record<string, HTMLElement>} */
  const part = {};
  /** What was shown last, to see what of it changed. */
  const last = { base: "", shown: "", table: "", seen: "" };
  /** @type {Shown|null} */
  let picked = null;

  /** @param {HTMLElement} place */
  function make(place) {
    canvas = new Canvas("Things and claims that join them", openChosen);
    const day = dayBar();
    const undo = undoBar();
    const modes = lookModes();
    legend = lookLegend();
    followers = [modes, day, undo];
    part.drawing = button("Drawing", () => go({ "look.show": "" }));
    part.statements = button("Statements", () => go({ "look.show": "table" }));
    part.sheet = element("div", { class: "sheet tall" }, canvas.svg);
    part.sightbar = sightBar(canvas);
    part.left = element("p", { class: "left" });
    part.compared = element("p", { class: "compared" });
    part.chains = element("div", { class: "chained" });
    part.table = element("div", { class: "statements", tabindex: "0", role: "region",
      "aria-label": "Statements" });
    part.here = element("div", { class: "here" });
    part.summary = element("p", { class: "summary", role: "status" });
    canvas.moved = () => {
      const outside = canvas.outside();
      part.left.textContent = [
        canvas.scene.left ? `${counted(canvas.scene.left, "thing")} more not shown: narrow by `
          + "filters, or look around one of them." : "",
        outside ? `${counted(outside, "box", "boxes")} outside the view: All shows the whole.` : "",
      ].join(" ");
    };
    place.append(
      element("h2", {}, "Look"), modes.bar, day.bar,
      element("div", { class: "bar" },
        element("span", { role: "group", "aria-label": "Show as" }, part.drawing, part.statements),
        undo.bar, part.sightbar, part.summary),
      part.compared,
      element("div", { class: "looked" }, legend.legend,
        element("div", { class: "seen" }, part.chains, part.sheet, part.left, part.table,
          part.here)));
    if (matchMedia("(max-width: 760px)").matches) legend.legend.removeAttribute("open");
    window.addEventListener("beforeprint", () => canvas.all());
  }

  function show() {
    for (const one of followers) one.follow();
    const mode = lookMode();
    if (mode === "question") findAsked();
    // who only chooses something sees the same arrows
    const seen = JSON.stringify([{ ...state, ...nothingChosen() }, [...askedClaims]]);
    if (seen !== last.seen || !picked) {
      const without = pick(() => true, () => true);
      legend.follow(without.arrows);
      picked = pick(claimFilter(), arrowFilter());
      last.seen = seen;
    }
    const shown = picked;
    shownArrows = () => shown.arrows;
    const table = value("look.show") === "table";
    part.drawing.setAttribute("aria-pressed", String(!table));
    part.statements.setAttribute("aria-pressed", String(table));
    part.chains.replaceChildren(...(shown.missing ? [element("p", {}, shown.missing)]
      : mode === "path" ? chainsAsText(shown.linked || null)
        : shown.arrows.length ? []
          : [element("p", {}, "No claim is left on this day by these filters.")]));
    const nothing = !shown.arrows.length;
    for (const one of [part.sheet, part.sightbar, part.left]) one.hidden = table || nothing;
    part.table.hidden = !table || nothing;
    if (table) showTable(shown.arrows);
    else if (!nothing) draw(mode, shown);
    sum(shown.arrows);
    part.compared.replaceChildren(...comparedNote(shown.arrows));
    part.here.replaceChildren(...arrowsHere(shown.arrows));
  }

  /**
   * @param {(row: Statement) => boolean} claims
   * @param {(one: Arrow) => boolean} arrows
   */
  function pick(claims, arrows) {
    const member = partOfMode(askedClaims);
    const on = (/** @type {string} */ day) => {
      const every = rowsOn(day, dayOf("known_by"));
      return arrowsOf(every.filter((row) => member(row) && claims(row)), every).filter(arrows);
    };
    const [day, other] = [dayOf("as_of"), dayOf("compare")];
    return shownByMode(day && other ? comparedArrows(on(day), on(other)) : on(day));
  }

  /**
   * @param {string} mode
   * @param {Shown} shown
   */
  function draw(mode, shown) {
    const chosen = { node: value("thing"), edge: value("look.edge") };
    const near = new Set(shown.arrows.filter((one) => one.key === chosen.edge
      || one.source === chosen.node || one.target === chosen.node).map((one) => one.key));
    const scene = mode === "pathway" ? pathwayScene(shown.arrows)
      : mode === "everything" ? everythingScene(shown.arrows, near.size < 60 ? near : new Set())
        : layeredScene(shown.arrows, shown);
    // What has places of its own keeps them, and the view of it, whatever the filters leave.
    const fixed = mode === "pathway" || mode === "everything";
    const name = [mode, value("look.around"), value("look.depth"), value("look.from"),
      value("look.to"), fixed ? "" : scene.nodes.map((node) => node.id).join()].join("|");
    canvas.show(scene, { open: name !== last.shown });
    last.shown = name;
    const claim = value("claim");
    const carrying = shown.arrows.filter((one) => claim && (one.claims.includes(claim)
      || one.disputed.includes(claim))).map((one) => one.key);
    canvas.light(chosen, new Set(carrying));
  }

  /** @param {Arrow[]} arrows */
  function showTable(arrows) {
    const name = `${value("look.sort")} ${arrows.map((one) => one.key + one.claims).join()}`;
    if (name !== last.table) showStatements(part.table, arrows);
    last.table = name;
  }

  /** @param {Arrow[]} arrows */
  function sum(arrows) {
    const things = new Set(arrows.flatMap((one) => [one.source, one.target])).size;
    const claims = new Set(arrows.flatMap((one) => [...one.claims, ...one.disputed])).size;
    const text = `${counted(things, "thing")}, ${counted(arrows.length, "arrow")}, ${
      counted(claims, "claim")}`;
    if (part.summary.textContent !== text) part.summary.textContent = text;
  }

  /** The claims of an answer may have to be asked for. */
  function findAsked() {
    const name = JSON.stringify(state);
    if (last.base === name || !behindQuestion) return;
    last.base = name;
    Promise.resolve(behindQuestion()).then((found) => {
      askedClaims = new Set(found);
      if (lookMode() === "question" && shownView()?.id === "look") show();
    });
  }

  return { make, show };
}

/**
 * @param {number} number
 * @param {string} one
 * @param {string} [many]
 */
function counted(number, one, many = `${one}s`) {
  return `${number} ${number === 1 ? one : many}`;
}
