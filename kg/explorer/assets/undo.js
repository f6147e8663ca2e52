// Undo and redo: the browser's own back and forward, as far as they stay on this page.

/** @type {string[]} */
const passed = [];
let standing = -1;

watch(() => {
  const here = location.hash;
  if (passed[standing] === here) return;
  if (passed[standing - 1] === here) standing -= 1;
  else if (passed[standing + 1] === here) standing += 1;
  else {
    standing += 1;
    passed.splice(standing, Infinity, here);
  }
});

/**
 * Buttons that take a step back, and forth again.
 * @returns {{bar: HTMLElement, follow: () => void}}
 */
function undoBar() {
  const undo = button("Undo", () => history.back());
  const redo = button("Redo", () => history.forward());
  return {
    bar: element("span", { class: "undo", role: "group", "aria-label": "Steps" }, undo, redo),
    follow: () => {
      toggleDisabled(undo, standing <= 0);
      toggleDisabled(redo, standing >= passed.length - 1);
    },
  };
}
