// One window: the log of what was said, and the place to say something.

import { Composer } from "./composer.js";
import { el } from "./dom.js";
import { answered, bubble, dayOf, markChosen, retire } from "./message.js";
import { get, Sender } from "./net.js";
import { files, newId, Shelf } from "./store.js";
import { View } from "./view.js";

const ANSWER_TAKES = 8000;
const SLOW = 1200; // an answer that takes longer is announced
const LONGEST = 60000;

export class Chat {
  constructor(state, page) {
    this.id = state.id;
    this.page = page; // { texts, limits, trouble(chat, kind), lost(), unread(chat), spoken(chat), said() }
    this.language = state.language;
    this.tag = state.tag;
    this.shelf = new Shelf(state.tag);
    this.seen = new Map(); // number → article
    this.chosen = new Map(); // number of a menu's message → what was pressed
    this.pending = new Map(); // own id → article
    this.menu = 0;
    this.menuMessage = 0;
    this.build();
    this.sender = new Sender(this.id, this.tag, this.shelf, {
      sent: (item, message) => this.sent(item, message),
      refused: (item, answer) => this.refused(item, answer),
      progress: (item, part) => this.progress(item, part),
      trouble: (kind) => page.trouble(this, kind),
      lost: (times) => page.lost(this, times),
    });
    state.messages.forEach((m) => this.show(m));
    this.earlier.hidden = !state.earlier;
    for (const item of this.sender.items) this.showPending(item);
    this.empty = !state.messages.length && !this.sender.items.length;
    this.view.fold();
    this.log.setAttribute("role", "log"); // from now on what comes is read out
    this.log.setAttribute("aria-live", "polite");
    this.sender.kick();
  }

  // Another session: nothing that was shown belongs to it, and what was typed waits in the box.
  restart(window) {
    const former = this.shelf;
    for (const shown of this.log.querySelectorAll(".message, .day, .note")) shown.remove();
    for (const map of [this.seen, this.chosen, this.pending]) map.clear();
    Object.assign(this, { tag: window.tag, shelf: new Shelf(window.tag), menu: 0, menuMessage: 0 });
    Object.assign(this.sender, { tag: this.tag, shelf: this.shelf, items: [] });
    this.takeOver(former);
    window.messages.forEach((m) => this.show(m));
    this.earlier.hidden = !window.earlier;
    this.empty = !window.messages.length;
  }

  // What somebody had typed under another session goes into the box; an invitation is opened once more.
  takeOver(former) {
    const typed = [];
    for (const item of former.queued()) {
      former.drop(item);
      if (item.hidden && item.text !== "/start") this.sender.add(item);
      else if (item.kind === "text" && !item.hidden) typed.push(item.text);
    }
    if (former.draft) typed.push(former.draft);
    former.draft = "";
    if (typed.length) this.composer.refill(typed.join("\n"));
  }

  t(key, values = {}) {
    const text = this.page.texts[this.language]?.[key] ?? key;
    return text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
  }

  build() {
    this.name = el("h2", { className: "chat-name", id: `name-${this.id || "chat"}` });
    this.earlier = el("button", { type: "button", className: "earlier", hidden: true, onclick: () => this.loadEarlier() });
    this.end = el("div", { className: "end" });
    this.making = el("p", { className: "making", hidden: true });
    this.log = el("div", { className: "log", tabIndex: 0 }, this.earlier, this.end, this.making);
    this.view = new View(this.log);
    this.composer = new Composer(this);
    this.root = el("section", { className: "chat", "aria-labelledby": this.name.id },
      this.name, el("div", { className: "frame" }, this.log), this.composer.root);
    this.relabel();
  }

  relabel() {
    this.root.lang = this.language;
    this.name.textContent = this.t(this.id ? `web.window.${this.id}` : "web.log");
    this.log.setAttribute("aria-label", this.t("web.log"));
    this.earlier.textContent = this.t("web.earlier");
    this.making.textContent = this.t("web.making");
    this.view.relabel(this.t("web.new"), this.t("web.whole"));
    this.composer.relabel();
  }

  speak(language) {
    if (language === this.language) return;
    this.language = language;
    this.relabel();
    this.page.spoken(this);
  }

  // What was said, by either side

  show(message, { before = this.end } = {}) {
    if (message.edits) return this.change(message);
    if (message.update) {
      const waiting = this.pending.get(message.update);
      const preview = waiting?.querySelector("img")?.src;
      if (preview && message.files) message.files[0].preview = preview; // not fetched again: it is here already
      waiting?.remove();
      this.pending.delete(message.update);
    }
    if (this.seen.has(message.id)) return undefined;
    this.seen.set(message.id, undefined);
    if (message.kind === "press") this.choose(message.message, message.data);
    if (message.hidden) return undefined;
    const article = bubble(message, this);
    this.seen.set(message.id, article);
    this.place(message, article, before);
    if (message.menu) this.newMenu(message, article);
    else if (message.choices) this.notice(message, article);
    if (this.chosen.has(message.id)) markChosen(article, this.chosen.get(message.id), (k) => this.t(k));
    return article;
  }

  // A message that was corrected, or counts on: it stays where it was.
  change({ edits, id, ...message }) {
    const former = this.seen.get(edits);
    this.seen.set(id, undefined);
    if (!former) return undefined; // not shown yet: it will come as it is now
    const article = bubble({ ...message, id: edits, at: former.querySelector("time")?.dateTime ?? message.at }, this);
    article.dataset.day = former.dataset.day;
    article.setAttribute("aria-live", "off");
    former.replaceWith(article);
    this.seen.set(edits, article);
    if (message.choices) this.notice(message, article);
    return undefined;
  }

  place(message, article, before) {
    const day = dayOf(message.at, this.language);
    const previous = before.previousElementSibling;
    const lastDay = previous?.dataset.day ?? [...this.log.querySelectorAll("[data-day]")].pop()?.dataset.day;
    article.dataset.day = day;
    if (before === this.end && lastDay !== day) before.before(el("p", { className: "day" }, day));
    before.before(article);
  }

  newMenu(message, article) {
    article.dataset.menu = message.menu;
    if (message.id < this.menuMessage && message.menu !== this.menu) return retire(article, (k) => this.t(k));
    if (message.id > this.menuMessage) {
      this.menuMessage = message.id; // by the message, not by its menu: an account may be new, or another one, from here on
      this.menu = message.menu;
    }
    for (const older of this.log.querySelectorAll("[data-menu]:not(.done)")) {
      if (Number(older.dataset.menu) !== this.menu) retire(older, (k) => this.t(k));
    }
    return undefined;
  }

  // A notice stands outside the order of menus: it can be pressed until it was, and an answer can be changed.
  notice(message, article) {
    article.dataset.notice = "";
    if (this.chosen.has(message.id)) answered(article, this.chosen.get(message.id), (k) => this.t(k));
  }

  choose(number, data) {
    if (!number) return;
    this.chosen.set(number, data);
    const article = this.seen.get(number);
    if (!article) return;
    markChosen(article, data, (k) => this.t(k));
    if ("notice" in article.dataset) answered(article, data, (k) => this.t(k));
  }

  // A live message
  hear({ language, message }) {
    const stay = this.view.atEnd();
    const focused = this.root.contains(document.activeElement) && document.activeElement.closest(".message");
    this.speak(language);
    if (message.from === "us") this.made();
    const article = this.show(message);
    if (!article) return;
    article.classList.add("fresh");
    if (message.from === "us") {
      this.release();
      if (message.refused) this.composer.offer(message.refused);
      else if (message.choices && message.menu) this.composer.rest();
      this.page.unread(this);
      this.view.heard(article, stay);
      if (this.byKeyboard && (!focused || focused.classList.contains("done"))) article.focus({ preventScroll: true });
    } else {
      this.view.said();
    }
  }

  async loadEarlier() {
    const oldest = Math.min(...this.seen.keys());
    this.earlier.disabled = true;
    try {
      const page = await get("/api/history", { w: this.id, before: oldest });
      const from = this.log.scrollHeight - this.log.scrollTop;
      const first = this.earlier.nextElementSibling;
      page.messages.forEach((m) => this.show(m, { before: first }));
      this.log.scrollTop = this.log.scrollHeight - from;
      this.earlier.hidden = !page.earlier;
      this.page.trouble(this, "");
    } catch {
      this.page.trouble(this, "offline");
    }
    this.earlier.disabled = false;
  }

  // What the person says

  sayText(text) {
    this.queue({ id: newId(), kind: "text", text, menu: this.menu }); // under which question it was typed
  }

  press(message, data, label, byKeyboard) {
    this.byKeyboard = byKeyboard;
    this.hold();
    this.queue({ id: newId(), kind: "press", data, menu: message.menu ?? 0, label, text: label, message: message.id });
  }

  // The main screen, as its button on any message does.
  home() {
    const newest = { menu: this.menu, id: this.menuMessage };
    if (newest.id) this.press(newest, "menu", this.t("web.home"), false);
    else this.begin();
  }

  async sayFile(file) {
    const item = { id: newId(), kind: "files", name: file.name, type: file.type };
    await files.put(item.id, file);
    this.queue({ ...item, url: file.type.startsWith("image/") ? URL.createObjectURL(file) : "#" });
  }

  begin(text = "/start") {
    this.sender.add({ id: newId(), kind: "text", text, hidden: true });
  }

  queue(item) {
    this.showPending(item);
    const { url, ...kept } = item; // an object URL dies with the page
    this.sender.add(kept);
    this.view.said();
  }

  async showPending(item) {
    if (item.hidden) return;
    const shown = { ...item, from: "me", files: item.kind === "files" ? [{ ...item, url: item.url ?? "" }] : undefined };
    const article = bubble(shown, this, true);
    this.pending.set(item.id, article);
    this.log.append(article);
    if (item.kind === "files" && !item.url) {
      const blob = await files.get(item.id);
      if (blob) article.querySelector("img")?.setAttribute("src", URL.createObjectURL(blob));
    }
  }

  sent(item, message) {
    this.show(message);
    this.view.toEnd();
    this.page.said();
    this.wait();
    if (item.kind === "press") this.holding = setTimeout(() => this.release(), ANSWER_TAKES);
  }

  refused(item, answer) {
    this.pending.get(item.id)?.remove();
    this.pending.delete(item.id);
    this.release();
    if (item.kind === "text" && !item.hidden) this.composer.giveBack(item.text);
    const why = answer.error ?? (answer.status === 413 ? "web.too_large" : "web.not_understood");
    this.tell(answer.text || this.t(why, answer.values));
  }

  // A paper takes some seconds: who waits is told that it is being made.
  wait() {
    this.made();
    this.slow = setTimeout(() => {
      const reading = !this.view.atEnd();
      this.making.hidden = false;
      if (!reading) this.view.toEnd();
      this.slow = setTimeout(() => this.made(), LONGEST);
    }, SLOW);
  }

  made() {
    clearTimeout(this.slow);
    this.making.hidden = true;
  }

  progress(item, part) {
    const bar = this.pending.get(item.id)?.querySelector("progress");
    if (bar) bar.value = part;
  }

  // A word from the page itself
  tell(text) {
    for (const old of this.log.querySelectorAll(".note")) old.remove();
    this.end.before(el("p", { className: "note", role: "alert" }, text));
    this.view.toEnd();
  }

  // No second press until there is an answer, or none comes.
  hold() {
    for (const one of this.log.querySelectorAll("[data-press]:enabled")) one.setAttribute("aria-disabled", "true");
    clearTimeout(this.holding);
  }

  release() {
    clearTimeout(this.holding);
    for (const one of this.log.querySelectorAll("[aria-disabled]")) one.removeAttribute("aria-disabled");
  }
}
