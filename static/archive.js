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

// The marked places of an article: buttons, and Alt with the up and down arrows, lead from one to the next.
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

// On a narrow page the filters begin folded, but for those that hold something.
const narrow = matchMedia("(max-width: 61.99rem)");
const fold = () => {
  for (const filter of narrow.matches ? document.querySelectorAll(".filter[open]:not(.held)") : []) {
    filter.open = false;
  }
};
fold();
document.addEventListener("htmx:afterSwap", fold);

// Where htmx swaps results, a jump within the page is no step of the history: htmx would not undo what came after it.
document.addEventListener("click", (event) => {
  const link = window.htmx && event.target.closest('a[href^="#"]');
  const place = link && document.querySelector(link.getAttribute("href"));
  if (place) {
    event.preventDefault();
    place.scrollIntoView();
    place.focus({ preventScroll: true });
  }
});

// What htmx could not bring says so in its place.
const failed = ({ target }) => {
  const told = target.querySelector?.(":scope > [data-failed]");
  for (const part of told ? target.children : []) {
    part.hidden = part !== told;
  }
  if (told) target.removeAttribute("aria-busy");
};
document.addEventListener("htmx:responseError", failed);
document.addEventListener("htmx:sendError", failed);

// A failed search is read like any other page: where it has a main part it is swapped in, else the browser goes there.
document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  if (!detail.isError || detail.target.id !== "main") return;
  if (detail.xhr.responseText.includes('id="main"')) detail.shouldSwap = true;
  else location.assign(detail.pathInfo.finalRequestPath);
});
let leaving = false; // Firefox ends what is under way in an error then
addEventListener("beforeunload", () => { leaving = true; });
addEventListener("pageshow", () => { leaving = false; });
document.addEventListener("htmx:sendError", ({ detail }) => {
  if (detail.target.id === "main" && !leaving) location.assign(detail.pathInfo.finalRequestPath);
});

// Another language leads back to what is shown now, which htmx may have changed since the page was loaded.
document.querySelector('.language [name="next"]')?.form.addEventListener("submit", ({ target }) => {
  target.elements.next.value = location.pathname + location.search;
});

// Where htmx has swapped the main part and what was clicked is gone, reading goes on at its beginning.
document.addEventListener("htmx:afterSettle", ({ detail }) => {
  if (detail.target?.id === "main" && document.activeElement === document.body) {
    document.getElementById("main").focus({ preventScroll: true });
  }
});
