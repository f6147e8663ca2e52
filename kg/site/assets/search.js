// Search over the index that stands beside the pages. What is typed goes nowhere: not into an
// address, not to another place. The index is loaded when the field is first used.

"use strict";

(() => {
  const LIMIT = 40;
  const root = document.body.dataset.root;
  const box = document.getElementById("Search");
  let rows = null;

  const element = (name, attributes = {}, ...children) => {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    made.append(...children);
    return made;
  };

  // marks above letters are left out, so that "Nino" finds "Niño"
  const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const words = (text) => plain(text).split(/[^\p{L}\p{N}]+/u).filter(Boolean);

  const field = element("input", {
    type: "search", id: "Query", autocomplete: "off", spellcheck: "false",
    "aria-describedby": "Status",
  });
  const found = element("div", { id: "Found", hidden: "" });
  const status = element("p", { id: "Status", role: "status", class: "who" });
  const list = element("ul");
  found.append(status, list);
  box.append(element("label", { for: "Query" }, "Search ", element("kbd", {}, "/")), field, found);

  function load() {
    if (rows || document.getElementById("Index")) return;
    const script = element("script", { id: "Index", src: `${root}index.js` });
    script.addEventListener("load", () => {
      rows = INDEX.map(([kind, label, text, page]) => ({
        kind, label, page, name: words(label), rest: words(`${kind} ${text}`),
      }));
      show();
    });
    document.head.append(script);
  }

  // every word must begin a word of the entry; a hit in the label counts more
  function score(row, wanted) {
    let sum = 0;
    for (const word of wanted) {
      if (row.name.includes(word)) sum += 5;
      else if (row.name.some((one) => one.startsWith(word))) sum += 3;
      else if (row.rest.some((one) => one.startsWith(word))) sum += 1;
      else return 0;
    }
    if (row.name.join(" ").startsWith(wanted.join(" "))) sum += 4;
    return sum + 1 / (1 + row.name.length);
  }

  function show() {
    const wanted = words(field.value);
    found.hidden = wanted.length === 0;
    if (!rows || found.hidden) return;
    const hits = rows
      .map((row) => [score(row, wanted), row])
      .filter(([points]) => points > 0)
      .sort((a, b) => b[0] - a[0]);
    const more = hits.length > LIMIT ? `, the first ${LIMIT} shown` : "";
    status.textContent = hits.length ? `${hits.length} found${more}` : "Nothing found";
    list.replaceChildren(...hits.slice(0, LIMIT).map(([, row]) => element("li", {},
      element("a", { href: root + row.page },
        element("span", { class: "who" }, `${row.kind}: `), row.label))));
  }

  function move(event) {
    const stops = [field, ...list.querySelectorAll("a")];
    const at = stops.indexOf(document.activeElement);
    const next = event.key === "ArrowDown" ? at + 1 : at - 1;
    if (at < 0 || !stops[next]) return;
    event.preventDefault();
    stops[next].focus();
  }

  field.addEventListener("focus", load);
  field.addEventListener("input", () => { load(); show(); });
  field.addEventListener("keydown", (event) => {
    const first = list.querySelector("a");
    if (event.key === "Enter" && first) first.click();
  });
  box.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      found.hidden = true;
      field.focus();
    } else if (event.key.startsWith("Arrow")) move(event);
  });
  document.addEventListener("click", (event) => {
    if (!box.contains(event.target)) found.hidden = true;
  });
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest?.("input, textarea");
    if (event.key !== "/" || typing || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    field.focus();
  });
})();
