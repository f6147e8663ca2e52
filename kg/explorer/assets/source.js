// Where data come from: what stands in the page, and a server beside it where there is one.

/** @type {Pack} */
const pack = JSON.parse(document.getElementById("pack")?.textContent || "{}");

/** @type {Promise<Record<string, HeldAnswer>>|null} */
let unpacked = null;

/**
 * The answers that a file holds, by name: packed, and read only when one is asked for.
 * @returns {Promise<Record<string, HeldAnswer>>}
 */
function heldAnswers() {
  const text = document.getElementById("held")?.textContent || "";
  unpacked ||= unpack(text).then(JSON.parse);
  return unpacked;
}

/** @param {string} text gzip, as base64 */
function unpack(text) {
  const { DecompressionStream: Unpacking } = /** @type {any} */ (window);
  const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  return new Response(new Blob([bytes]).stream().pipeThrough(new Unpacking("gzip")))
    .text();
}

/** An error that can be shown: what is wrong and what helps. */
class Refusal extends Error {
  /**
   * @param {string} message
   * @param {string} [remedy]
   */
  constructor(message, remedy = "") {
    super(message);
    this.remedy = remedy;
  }
}

/**
 * Asks the server for JSON; raises Refusal with the server's own words.
 * @param {string} path below the page's own address
 * @param {Record<string, string>} [parameters]
 * @returns {Promise<any>}
 */
async function ask(path, parameters = {}) {
  if (!pack.meta.live) {
    throw new Refusal("This file holds no server.", "Open the page of kg serve.");
  }
  const query = String(new URLSearchParams(parameters));
  let reply;
  try {
    reply = await fetch(query ? `${path}?${query}` : path,
      { headers: { Accept: "application/json" }, credentials: "omit", redirect: "error" });
  } catch {
    throw new Refusal("The server does not answer.", "Is kg serve still running?");
  }
  const said = await reply.json().catch(() => ({}));
  if (!reply.ok) {
    throw new Refusal(said.detail || said.title || `Refused (${reply.status}).`, said.remedy);
  }
  return said;
}
