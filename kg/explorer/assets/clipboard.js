// Copying text.

/**
 * Copies text, and says whether it could.
 * @param {string} text
 * @returns {Promise<boolean>}
 */
async function copyText(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copySelected(text);
  }
}

/**
 * The way of browsers that give no clipboard to a page from a disk.
 * @param {string} text
 */
function copySelected(text) {
  const before = document.activeElement;
  const area = /** @type {HTMLTextAreaElement} */ (element("textarea", { class: "skip",
    "aria-hidden": "true", tabindex: "-1" }));
  area.value = text;
  document.body.append(area);
  area.select();
  const done = document.execCommand("copy");
  area.remove();
  if (before instanceof HTMLElement) before.focus();
  return done;
}
