// Small conveniences. Every page works without them.
"use strict";

// <button data-copy="id-of-a-field" data-done="Copied" hidden>: copies the value of the field.
for (const button of document.querySelectorAll("[data-copy]")) {
  const field = document.getElementById(button.dataset.copy);
  button.hidden = false;
  button.addEventListener("click", async () => {
    field.select();
    try {
      await navigator.clipboard.writeText(field.value);
    } catch {
      document.execCommand("copy"); // browsers have no clipboard API over plain HTTP
    }
    button.textContent = button.dataset.done;
  });
}

// The marked places of an article: buttons, and Alt with the up and down arrows, move from one to the next.
const steps = document.querySelector("[data-places]");
if (steps) {
  const places = [...document.querySelectorAll("mark[id]")];
  const told = steps.querySelector("output");
  let at = -1;
  const step = (by) => {
    places[at]?.classList.remove("current");
    at = at < 0 && by < 0 ? places.length - 1 : (at + by + places.length) % places.length;
    places[at].classList.add("current");
    places[at].scrollIntoView({ block: "center" });
    told.textContent = told.dataset.told.replace("{}", at + 1);
  };
  steps.hidden = false;
  for (const button of steps.querySelectorAll("[data-step]")) {
    button.addEventListener("click", () => step(Number(button.dataset.step)));
  }
  document.addEventListener("keydown", (event) => {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (by && event.altKey && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      step(by);
    }
  });
}

// On a narrow page the filters are folded at first, except those with a chosen or excluded value.
const narrow = matchMedia("(max-width: 61.99rem)");
const fold = () => {
  for (const filter of narrow.matches ? document.querySelectorAll(".filter[open]:not(.held)") : []) {
    filter.open = false;
  }
};
fold();
document.addEventListener("htmx:afterSwap", fold);

// Where htmx swaps results, a jump within the page adds no history entry: htmx could not undo later swaps.
document.addEventListener("click", (event) => {
  const link = window.htmx && event.target.closest('a[href^="#"]');
  const place = link && document.querySelector(link.getAttribute("href"));
  if (place) {
    event.preventDefault();
    place.scrollIntoView();
    place.focus({ preventScroll: true });
  }
});

// If htmx could not load a part, show the failure message in its place.
const failed = ({ target }) => {
  const told = target.querySelector?.(":scope > [data-failed]");
  for (const part of told ? target.children : []) {
    part.hidden = part !== told;
  }
  if (told) target.removeAttribute("aria-busy");
};
document.addEventListener("htmx:responseError", failed);
document.addEventListener("htmx:sendError", failed);

// Show the page of a failed search like any other: swap its main part in. If it has none, load it in the browser.
document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  if (!detail.isError || detail.target.id !== "main") return;
  if (detail.xhr.responseText.includes('id="main"')) detail.shouldSwap = true;
  else location.assign(detail.pathInfo.finalRequestPath);
});
let leaving = false; // when the page is left, Firefox ends running requests with an error
addEventListener("beforeunload", () => { leaving = true; });
addEventListener("pageshow", () => { leaving = false; });
document.addEventListener("htmx:sendError", ({ detail }) => {
  if (detail.target.id === "main" && !leaving) location.assign(detail.pathInfo.finalRequestPath);
});

// A change of language returns to the current address, which htmx may have changed since the page was loaded.
document.querySelector('.language [name="next"]')?.form.addEventListener("submit", ({ target }) => {
  target.elements.next.value = location.pathname + location.search;
});

// If the clicked element is gone after htmx swapped the main part, move the focus to the start of the main part.
document.addEventListener("htmx:afterSettle", ({ detail }) => {
  if (detail.target?.id === "main" && document.activeElement === document.body) {
    document.getElementById("main").focus({ preventScroll: true });
  }
});
