// What stands above every view: keep, cite, link, report, and light or dark.

/** @type {HTMLDetailsElement} */
let toolsMenu;

function makeTools() {
  const list = element("div", { class: "menu", id: "tools-menu" });
  const menu = /** @type {HTMLDetailsElement} */ (element("details", { class: "tools" },
    element("summary", { click: () => { if (!menu.open) list.replaceChildren(...toolsNow()); } },
      "Share and save"), list));
  menu.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !menu.open) return;
    event.preventDefault();
    menu.open = false;
    /** @type {HTMLElement|null} */ (menu.querySelector("summary"))?.focus();
  });
  document.addEventListener("click", (event) => {
    const on = /** @type {Element} */ (event.target);
    if (menu.open && !menu.contains(on) && !on.matches("a[download]")) menu.open = false;
  });
  toolsMenu = menu;
  const theme = button("", () => {
    const dark = matchMedia("(prefers-color-scheme: dark)").matches;
    const now = document.documentElement.dataset.theme || (dark ? "dark" : "light");
    document.documentElement.dataset.theme = now === "dark" ? "light" : "dark";
    tellTheme();
  }, { id: "theme" });
  const tellTheme = () => {
    const dark = document.documentElement.dataset.theme === "dark" || (
      !document.documentElement.dataset.theme && matchMedia("(prefers-color-scheme: dark)").matches);
    theme.textContent = dark ? "Light" : "Dark";
    theme.setAttribute("aria-label", dark ? "Show in light colours" : "Show in dark colours");
  };
  tellTheme();
  byId("tools").append(menu, theme);
}

/** What can be kept depends on what is seen when the menu opens. */
function toolsNow() {
  const cite = citationOfView();
  const area = element("textarea", { readonly: "", rows: "6", id: "citation",
    "aria-label": "Citation of what is seen" });
  area.textContent = cite;
  const feed = pack.meta.live ? "feed.atom" : null;
  return [
    element("p", {}, button("Copy link to this view", () =>
      copyAndSay(location.href, "The link"), { id: "copy-link" })),
    element("p", {}, button("Copy citation", () => copyAndSay(cite, "The citation"),
      { id: "copy-citation" })), area,
    element("p", { class: "bar", role: "group", "aria-label": "Save what is seen" },
      element("span", {}, "Save what is seen:"),
      ...waysToKeep().map(([name, act]) => button(name, act, { "data-save": name }))),
    element("p", {}, button("Copy error report", () => copyAndSay(
      reportOf(value("claim") || value("thing")), "A report to fill in"), { id: "copy-report" })),
    element("p", { class: "bar" },
      ...(feed ? [element("a", { href: feed }, "Feed of changes")] : []),
      ...(pack.meta.pages !== null ? [element("a", { href: `${pack.meta.pages}index.html` },
        "The pages of the site")] : [])),
  ];
}

watch(() => {
  if (toolsMenu?.open) toolsMenu.open = false;
});
