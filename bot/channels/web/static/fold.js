// A message that pushes its first button out of sight is shown in short; the rest of its words comes on a tap.

import { el } from "./dom.js";

const LEAST = 4; // lines that are always shown
const MARGIN = 12;

// `from`: the article that stands at the top of the view; without one, the newest that can be answered.
export function fold(log, from, label) {
  for (const folded of log.querySelectorAll(".text.folded")) unfold(folded);
  const open = [...log.querySelectorAll(".message.us:not(.done)")].filter((one) => one.querySelector(".choice"));
  const last = open.pop();
  if (!last) return;
  const articles = [...log.querySelectorAll(".message")];
  const first = from && articles.indexOf(from) >= 0 && articles.indexOf(from) < articles.indexOf(last) ? from : last;
  const shown = articles.slice(articles.indexOf(first), articles.indexOf(last) + 1);
  const texts = shown.map((one) => one.querySelector(".text")).filter((one) => one && !one.dataset.whole);
  texts.sort((one, other) => other.offsetHeight - one.offsetHeight);
  for (const text of texts) {
    const button = last.querySelector(".choice").getBoundingClientRect();
    const over = button.bottom - first.getBoundingClientRect().top + 2 * MARGIN - log.clientHeight;
    if (over > 0) shorten(text, over, label);
  }
}

function shorten(text, over, label) {
  const line = parseFloat(getComputedStyle(text).lineHeight);
  const more = el("button", { type: "button", className: "whole", onclick: () => show(text) }, label);
  text.after(more);
  const lines = Math.floor((text.offsetHeight - over - more.offsetHeight) / line);
  if (text.offsetHeight / line <= LEAST + 2) return more.remove(); // nothing is won
  text.classList.add("folded");
  text.style.maxHeight = `${Math.max(LEAST, lines) * line}px`;
  return undefined;
}

function unfold(text) {
  text.classList.remove("folded");
  text.style.maxHeight = "";
  const more = text.nextElementSibling;
  if (more && more.classList.contains("whole")) more.remove();
}

function show(text) {
  text.dataset.whole = "";
  unfold(text);
  text.closest(".message").focus({ preventScroll: true }); // its button is gone: the keyboard goes on from here
}
