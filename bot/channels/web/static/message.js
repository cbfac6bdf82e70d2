// One bubble of a chat: text, photos, buttons.

import { el, hidden, icon } from "./dom.js";
import { base } from "./net.js";

const FILES = {
  "application/pdf": "web.pdf",
  "text/calendar": "web.calendar",
  "application/zip": "web.zip",
  "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "web.word",
  "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "web.table",
};
const VIETNAM = { timeZone: "Asia/Ho_Chi_Minh" };
const locale = (language) => (language === "vi" ? "vi-VN" : language === "en" ? "en-GB" : language);

export function dayOf(at, language) {
  const form = { ...VIETNAM, weekday: "long", day: "2-digit", month: "2-digit", year: "numeric" };
  return new Intl.DateTimeFormat(locale(language), form).format(new Date(at));
}

function timeOf(at, language) {
  const form = { ...VIETNAM, hour: "2-digit", minute: "2-digit" };
  return new Intl.DateTimeFormat(locale(language), form).format(new Date(at));
}

const HIGHEST = 320; // as in chat.css
const isTall = (width, height) => height > 1.5 * width;

// Takes its room before it is there, so that nothing jumps when it comes.
function shaped(picture, width, height) {
  picture.width = width;
  picture.height = height;
  if (isTall(width, height)) picture.classList.add("tall");
  else picture.style.width = `${Math.round(Math.min(width, (HIGHEST * width) / height))}px`;
}

function attachment(file, chat) {
  const window = chat.id ? `w=${chat.id}` : "";
  const url = file.url ?? `${base}/files/${file.id}${window && `?${window}`}`;
  if (!file.type) return el("p", { className: "file" }, icon("file"), file.name || chat.t("web.file")); // not kept
  if (file.type.startsWith("image/")) {
    const small = file.url ?? `${base}/files/${file.id}?size=small${window && `&${window}`}`;
    const picture = el("img", { alt: file.name || chat.t("web.photo"), loading: "lazy" });
    if (file.width) shaped(picture, file.width, file.height);
    picture.addEventListener("load", () => {
      if (!file.width) picture.classList.toggle("tall", isTall(picture.naturalWidth, picture.naturalHeight));
      chat.view.settle();
    }, { once: true });
    picture.onerror = () => file.preview && (picture.src = small); // a kind of photo that only the server can read
    picture.src = file.preview ?? small;
    return el("a", { className: "photo", href: url, target: "_blank", rel: "noopener" }, picture);
  }
  return el("a", { className: "file", href: url, target: "_blank", rel: "noopener" }, icon("file"), file.name || chat.t(FILES[file.type] ?? "web.file"));
}

function button(message, [data, label], kind, number, chat) {
  const element = el("button", { type: "button", className: kind, "data-press": data });
  const own = /^(\d{1,2})\. (.+)/.exec(label); // the number that its list gives it stands in the circle
  if (number) element.append(el("span", { className: "number", "aria-hidden": "true" }, own ? own[1] : String(number)));
  element.append(el("span", {}, number && own ? own[2] : label));
  element.addEventListener("click", (event) => {
    if (element.getAttribute("aria-disabled") === "true") return;
    chat.press(message, data, label, event.detail === 0);
  });
  return element;
}

function buttons(message, chat) {
  const { choices = [], nav = [], grid } = message;
  const parts = [];
  if (choices.length) {
    const numbered = !grid && choices.length > 1;
    const all = choices.map((c, i) => button(message, c, "choice", numbered ? i + 1 : 0, chat));
    parts.push(el("div", { className: grid ? "choices grid" : "choices" }, ...all));
  }
  if (nav.length) parts.push(el("div", { className: "moves" }, ...nav.map((c) => button(message, c, "move", 0, chat))));
  if (!parts.length) return [];
  return [el("div", { className: "buttons", role: "group", "aria-label": chat.t("web.choices") }, ...parts)];
}

// A phone number in what the assistant says can be pressed: the phone then offers to call it.
const NUMBER = /(^|[^\d./+-])(0\d{9,10})(?![\d/-])/g;

function dialled(text) {
  const parts = [];
  let from = 0;
  for (let found = NUMBER.exec(text); found; found = NUMBER.exec(text)) {
    const at = found.index + found[1].length;
    parts.push(text.slice(from, at), el("a", { href: `tel:${found[2]}` }, found[2]));
    from = at + found[2].length;
  }
  return [...parts, text.slice(from)];
}

// A message as the server tells it; `pending` is one that has not been taken yet.
export function bubble(message, chat, pending = false) {
  const mine = message.from === "me";
  const inside = [hidden(`${chat.t(mine ? "web.you" : "web.assistant")}: `)];
  if (message.title) {
    const lines = message.title.split("\n"); // above the heading: for whom an officer works
    const heading = lines.pop();
    inside.push(...lines.map((line) => el("p", { className: "above" }, line)));
    inside.push(el("h3", { className: "heading" }, heading));
  }
  if (message.text) inside.push(el("p", { className: "text" }, ...(mine ? [message.text] : dialled(message.text))));
  if (message.files?.length) {
    inside.push(el("div", { className: "files" }, ...message.files.map((f) => attachment(f, chat))));
  }
  if (pending) {
    if (message.kind === "files") inside.push(el("progress", { max: 1, value: 0, "aria-label": chat.t("web.uploading") }));
    inside.push(el("p", { className: "waiting" }, icon("clock"), chat.t("web.pending")));
  } else {
    inside.push(el("time", { dateTime: message.at }, timeOf(message.at, chat.language)));
  }
  const article = el(
    "article",
    { className: `message ${mine ? "me" : "us"}`, tabIndex: -1, "aria-live": mine && "off" }, // one knows what one said
    el("div", { className: "bubble" }, ...inside),
    ...buttons(message, chat),
  );
  if (pending) article.classList.add("pending");
  return article;
}

// Older menus stay readable, and show what was chosen, but cannot be pressed.
export function retire(article, t) {
  article.classList.add("done");
  for (const one of article.querySelectorAll("[data-press]")) one.disabled = true;
  const group = article.querySelector(".buttons");
  if (!group) return;
  if (group.querySelector(".choice")) group.setAttribute("aria-label", t("web.choices_done"));
  else group.hidden = true; // only ways on, which are past
}

// A notice that was pressed. What has other buttons since then was changed, and waits for these; of answers that differ
// only in their last word the others can still be given.
export function answered(article, data, t) {
  const all = [...article.querySelectorAll("[data-press]")];
  if (!all.some((one) => one.dataset.press === data)) return;
  const question = data.slice(0, data.lastIndexOf(":") + 1);
  const asks = question.split(":").length > 2 && all.every((one) => one.dataset.press.startsWith(question));
  if (all.length === 1 || !asks) return retire(article, t);
  for (const one of all) one.disabled = one.dataset.press === data;
  return undefined;
}

export function markChosen(article, data, t) {
  const chosen = [...article.querySelectorAll("[data-press]")].find((one) => one.dataset.press === data);
  if (!chosen || chosen.classList.contains("chosen")) return;
  for (const former of article.querySelectorAll(".chosen")) {
    former.classList.remove("chosen");
    for (const sign of former.querySelectorAll(".check, .hidden")) sign.remove();
  }
  chosen.classList.add("chosen");
  chosen.append(icon("check"), hidden(` (${t("web.chosen")})`));
}
