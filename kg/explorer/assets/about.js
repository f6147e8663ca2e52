// About: what the page is, how it is cited, what programs can have, what it does not do.

addView({ id: "about", label: "About", make: makeAbout, show: () => {} });

/** @param {HTMLElement} place */
function makeAbout(place) {
  const { version, digest, base, live, pages, current_to: current } = pack.meta;
  place.append(/** @type {HTMLTemplateElement} */ (byId("about-text")).content);
  /** @type {Record<string, string>} */
  const texts = {
    claims: String(Object.keys(pack.claims).length), base,
    documents: String(new Set(Object.values(pack.claims).map((one) => one.document)).size),
    citation: `Custody Graph contributors: Custody Graph, version ${version},\n`
      + `graph ${digest.slice(0, 12)}, current to ${current}.\n${base}`,
  };
  for (const one of place.querySelectorAll("[data-fill]")) {
    one.textContent = texts[one.getAttribute("data-fill") || ""];
  }
  /** @type {Record<string, boolean>} */
  const holds = { live, file: !live, pages: pages !== null };
  for (const one of place.querySelectorAll("[data-when]")) {
    if (!holds[one.getAttribute("data-when") || ""]) one.remove();
  }
  for (const one of place.querySelectorAll("[data-page]")) {
    one.setAttribute("href", `${pages}${one.getAttribute("data-page")}`);
  }
  for (const one of place.querySelectorAll("[data-to]")) {
    one.addEventListener("click", () => byId(one.getAttribute("data-to") || "").focus());
  }
}
