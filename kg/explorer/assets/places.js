// Where the site's page of something is: the rule of kg/site/places.py, for a page beside a site.

/**
 * The IRI of a short id, as kg/names.py has it.
 * @param {string} id
 * @returns {string}
 */
function iriOf(id) {
  if (id.includes("://")) return id;
  const base = pack.meta.base;
  if (id.startsWith("cg:")) return `${base}def/${id.slice(3)}`;
  const [space, ...rest] = id.split("/");
  if (!rest.length) return `${base}id/${id}`;
  const spaces = ["link", "origin", "bearing", "rule", "graph", "observation"];
  return spaces.includes(space) ? base + id : `${base}claim/${id}`;
}

/**
 * The short id of an IRI; a foreign IRI is its own.
 * @param {string} iri
 * @returns {string}
 */
function idOf(iri) {
  if (!iri.startsWith(pack.meta.base)) return iri;
  const [space, ...rest] = iri.slice(pack.meta.base.length).split("/");
  if (space === "id" || space === "claim") return rest.join("/");
  return space === "def" ? `cg:${rest.join("/")}` : `${space}/${rest.join("/")}`;
}

/**
 * The address of the site's page about an id, from here; null where there is none.
 * @param {string} id
 * @returns {string|null}
 */
function pageOf(id) {
  const iri = iriOf(id);
  if (pack.meta.pages === null || !iri.startsWith(pack.meta.base)) return null;
  const [space, ...parts] = iri.slice(pack.meta.base.length).split("/");
  const place = placeOf(space, parts);
  return place && pack.meta.pages + place;
}

/**
 * @param {string} space
 * @param {string[]} parts
 * @returns {string|null}
 */
function placeOf(space, parts) {
  const name = parts.join("/");
  const page = `id/${parts[0]}.html`;
  const last = parts[parts.length - 1];
  if (space === "claim") return parts.length > 1 ? `${page}#${parts[1]}` : page;
  if (space === "id") {
    if (parts.length === 2 && /^p\d+$/.test(last)) return `${page}#P${last.slice(1)}`;
    return parts.length === 3 && parts[1] === "side" ? `${page}#Side-${last}` : page;
  }
  if (space === "graph") return `data.html#Graph-${name}`;
  if (space === "rule") return `rules.html#Rule-${name}`;
  return space === "origin" ? `origins.html#Origin-${name}` : null;
}
