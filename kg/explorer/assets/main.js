// Puts the views in their places and follows the state.

/** @type {Map<string, HTMLElement>} */
const places = new Map();
/** @type {Set<string>} */
const made = new Set();

/**
 * The element of an id, which the page has.
 * @param {string} id
 * @returns {HTMLElement}
 */
function byId(id) {
  const found = document.getElementById(id);
  if (!found) throw new Error(`The page lacks #${id}.`);
  return found;
}

function makeViews() {
  for (const view of views) {
    byId("views").append(element("li", {}, element("a",
      { href: permalink({ view: view.id }), id: `to-${view.id}`, click: turn(view.id) },
      view.label)));
    const place = element("section", { "aria-label": view.label, id: view.id, hidden: "" });
    places.set(view.id, place);
    byId("content").append(place);
  }
}

/**
 * Follows a link to a view without loading anything.
 * @param {string} id
 */
function turn(id) {
  return (/** @type {MouseEvent} */ event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    // where one is already, the link leads to its beginning
    go(id === "ask" && shownView()?.id === "ask" ? asking("") : { view: id });
  };
}

function shownView() {
  return views.find((view) => view.id === value("view")) || views[0];
}

watch((now, before) => {
  const shown = shownView();
  for (const view of views) {
    const place = places.get(view.id);
    if (place) place.hidden = view !== shown;
    const link = byId(`to-${view.id}`);
    link.setAttribute("href", permalink({ view: view.id }));
    if (view === shown) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
  if (!shown) return;
  if (!made.has(shown.id)) {
    // a view is made when it is first seen
    made.add(shown.id);
    shown.make(byId(shown.id));
  }
  shown.show(now, before);
});

makeViews();
makeTools();
byId("current").textContent = `current to ${pack.meta.current_to}`;
window.addEventListener("popstate", arrive);
window.addEventListener("hashchange", arrive);
arrive();
/** @type {any} */ (window).__ready = true;
