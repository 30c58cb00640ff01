// Small comforts; every page works without them.
"use strict";

// <button data-copy="id-of-a-field" data-done="Copied" hidden>: copies what the field holds.
for (const button of document.querySelectorAll("[data-copy]")) {
  const field = document.getElementById(button.dataset.copy);
  button.hidden = false;
  button.addEventListener("click", async () => {
    field.select();
    try {
      await navigator.clipboard.writeText(field.value);
    } catch {
      document.execCommand("copy"); // no clipboard API over plain HTTP
    }
    button.textContent = button.dataset.done;
  });
}

// Where htmx has swapped the main part and what was clicked is gone, reading goes on at its beginning.
document.addEventListener("htmx:afterSettle", () => {
  if (document.activeElement === document.body) {
    document.getElementById("main").focus({ preventScroll: true });
  }
});
