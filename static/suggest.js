// Suggestions while typing: htmx loads the options, and this script makes the box a combobox (WAI-ARIA).
"use strict";

const SUGGESTING = "[data-suggest]";

const listOf = (input) => document.getElementById(`${input.id}_options`);
const optionsOf = (input) => [...listOf(input).querySelectorAll("[role=option]")];
const isOpen = (input) => !listOf(input).hidden;
const activeOf = (input) => optionsOf(input).findIndex((option) => option.id === input.getAttribute("aria-activedescendant"));

function show(input, open) {
  listOf(input).hidden = !open;
  input.setAttribute("aria-expanded", String(open));
  activate(input, -1);
}

function activate(input, index) {
  input.removeAttribute("aria-activedescendant");
  optionsOf(input).forEach((option, number) => {
    option.setAttribute("aria-selected", String(number === index));
    if (number === index) {
      input.setAttribute("aria-activedescendant", option.id);
      option.scrollIntoView({ block: "nearest" });
    }
  });
}

// A name is written into the box. A headline opens its article.
function take(input, option) {
  window.htmx.trigger(input, "htmx:abort");
  show(input, false);
  if (option.dataset.address) {
    location.assign(option.dataset.address);
  } else {
    input.value = option.dataset.question;
    input.focus();
  }
}

// Return the option that a key moves to from the active one (-1: none); undefined if the key belongs to the text.
function step(key, active, count) {
  switch (key) {
    case "ArrowDown": return active + 1 < count ? active + 1 : 0;
    case "ArrowUp": return active > 0 ? active - 1 : count - 1;
    case "Home": return active < 0 ? undefined : 0;
    case "End": return active < 0 ? undefined : count - 1;
  }
}

function press(event) {
  const input = event.target;
  if (!input.matches?.(SUGGESTING) || event.isComposing) return;
  const options = optionsOf(input);
  const active = activeOf(input);
  const next = options.length ? step(event.key, active, options.length) : undefined;
  if (next !== undefined) {
    if (!isOpen(input)) show(input, true);
    activate(input, next);
  } else if (event.key === "Enter" && isOpen(input) && active >= 0) {
    take(input, options[active]);
  } else if (event.key === "Escape" && isOpen(input)) {
    show(input, false);
  } else {
    return;
  }
  event.preventDefault();
}

document.addEventListener("keydown", press);

document.addEventListener("focusout", (event) => {
  if (event.target.matches?.(SUGGESTING)) show(event.target, false);
});

// Keep the focus in the box while the mouse is used on its options.
for (const kind of ["mousedown", "click"]) {
  document.addEventListener(kind, (event) => {
    const option = event.target.closest?.(".combobox [role=option]");
    if (!option) return;
    event.preventDefault();
    if (kind === "click") take(option.closest(".combobox").querySelector(SUGGESTING), option);
  });
}

// Complete only at the end of the text, not in the middle of a question.
document.addEventListener("htmx:beforeRequest", (event) => {
  const input = event.target;
  if (input.matches(SUGGESTING) && input.selectionEnd !== input.value.length) {
    event.preventDefault();
    show(input, false);
  }
});

document.addEventListener("htmx:afterSwap", (event) => {
  const input = event.target.closest(".combobox")?.querySelector(SUGGESTING);
  if (!input) return;
  const options = optionsOf(input);
  options.forEach((option, number) => (option.id = `${input.id}_option_${number}`));
  show(input, options.length > 0 && document.activeElement === input);
  input.parentElement.querySelector("[role=status]").textContent = listOf(input).querySelector("[data-told]").dataset.told;
});

// A box becomes a combobox only if suggestions can be loaded.
document.addEventListener("htmx:load", (event) => {
  for (const input of event.target.querySelectorAll(SUGGESTING)) {
    input.setAttribute("role", "combobox");
    input.setAttribute("aria-autocomplete", "list");
    input.setAttribute("aria-expanded", "false");
    input.setAttribute("aria-controls", listOf(input).id);
    input.autocomplete = "off";
  }
});
