// The place to say something: words, photos, papers. Unsent words are kept while they are typed.

import { el, fill, hidden, icon } from "./dom.js";
import { prepared } from "./photo.js";

const touch = matchMedia("(pointer: coarse)");

export class Composer {
  constructor(chat) {
    this.chat = chat;
    const id = `say-${chat.id || "chat"}`;
    this.label = el("label", { className: "hidden", htmlFor: id });
    this.input = el("textarea", { id, rows: 1, enterKeyHint: "send", autocomplete: "off" });
    this.camera = el("input", { type: "file", accept: "image/*", capture: "environment", hidden: true });
    this.picker = el("input", { type: "file", accept: "image/*,application/pdf,.xlsx,.xls,.csv", multiple: true, hidden: true });
    this.attach = el("button", { type: "button", className: "round attach", onclick: () => this.choose() });
    this.send = el("button", { type: "submit", className: "round send" });
    this.home = el("button", { type: "button", className: "round home", onclick: () => chat.home() });
    this.take = el("button", { type: "button", className: "move", onclick: () => this.camera.click() });
    this.pick = el("button", { type: "button", className: "move", onclick: () => this.picker.click() });
    this.sources = el("div", { className: "sources", hidden: true }, this.take, this.pick);
    this.count = el("p", { className: "count", id: `count-${chat.id || "chat"}`, role: "status", hidden: true });
    this.input.setAttribute("aria-describedby", this.count.id);
    this.root = el("form", { className: "composer", autocomplete: "off" },
      this.sources, this.home, this.attach, this.label, this.input, this.send, chat.view.below, this.camera, this.picker, this.count);
    this.root.addEventListener("submit", (e) => {
      e.preventDefault();
      this.submit();
    });
    this.input.addEventListener("keydown", (e) => this.key(e));
    this.input.addEventListener("input", () => this.typed());
    for (const source of [this.camera, this.picker]) source.addEventListener("change", () => this.files(source));
    addEventListener("resize", () => this.fit());
    chat.view.marked = () => this.turn();
    this.input.value = chat.shelf.draft;
    requestAnimationFrame(() => this.fit());
  }

  relabel() {
    const t = (key) => this.chat.t(key);
    this.label.textContent = t("web.message");
    this.input.placeholder = t("web.placeholder");
    fill(this.home, icon("menu"), hidden(t("web.home")));
    this.home.title = t("web.home");
    fill(this.attach, icon("camera"), hidden(t("web.attach")));
    this.attach.title = t("web.attach");
    fill(this.send, icon("send"), hidden(t("web.send")));
    this.send.title = t("web.send");
    fill(this.take, icon("camera"), t("web.take_photo"));
    fill(this.pick, icon("file"), t("web.pick_file"));
  }

  key(event) {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.keyCode === 229) return;
    event.preventDefault();
    this.submit();
  }

  typed() {
    this.chat.shelf.draft = this.input.value;
    this.over();
    this.fit();
    this.turn();
  }

  // Where nothing is typed there is nothing to send: the place of that button leads to what is not seen yet.
  turn() {
    const { below } = this.chat.view;
    if (this.input.value.trim()) below.hidden = true;
    else below.hidden = this.chat.view.atEnd();
    this.send.hidden = !below.hidden;
  }

  // Answers are pressed: the keyboard of a phone would lie over half of them.
  rest() {
    if (touch.matches && !this.input.value) this.input.blur();
  }

  // How many characters too many there are; near the limit they are counted aloud. Long text is let in, never cut.
  over() {
    const limit = this.chat.page.limits.text;
    const text = this.input.value.trim();
    const length = text.length < limit * 0.8 ? text.length : [...text.normalize("NFC")].length;
    this.count.hidden = length < limit * 0.9;
    const key = length > limit ? "web.too_long" : "web.counted";
    const words = this.count.hidden ? "" : this.chat.t(key, { length, limit, over: length - limit });
    if (this.count.textContent !== words) this.count.textContent = words;
    return length - limit;
  }

  fit() {
    this.input.style.height = "auto";
    if (this.input.scrollHeight) this.input.style.height = `${this.input.scrollHeight + 2}px`;
  }

  submit() {
    const text = this.input.value.trim();
    if (!text || this.over() > 0) return;
    this.chat.byKeyboard = false;
    this.chat.sayText(text);
    this.input.value = "";
    this.typed();
    this.input.focus();
  }

  // What was not taken goes back where it can be changed; what was typed meanwhile stays.
  giveBack(text) {
    this.input.value = this.input.value ? `${text}\n${this.input.value}` : text;
    this.typed();
  }

  // What a form did not take stands here again, unless something else is typed already.
  offer(text) {
    if (this.input.value) return;
    this.giveBack(text);
    if (document.activeElement === this.input) this.input.select();
  }

  // What was typed before a session was lost, instead of what stands here.
  refill(text) {
    this.input.value = text;
    this.typed();
  }

  // A phone has a camera and a gallery; a desktop has files.
  choose() {
    if (!touch.matches) {
      this.picker.click();
      return;
    }
    this.sources.hidden = !this.sources.hidden;
    this.attach.setAttribute("aria-expanded", String(!this.sources.hidden));
  }

  async files(source) {
    const chosen = [...source.files];
    source.value = "";
    this.sources.hidden = true;
    for (const file of chosen) {
      const ready = await prepared(file);
      if (ready.size > this.chat.page.limits.file) {
        const limit = Math.floor(this.chat.page.limits.file / 1048576);
        this.chat.tell(this.chat.t("web.file_large", { name: file.name, limit }));
      } else {
        await this.chat.sayFile(ready);
      }
    }
  }
}
