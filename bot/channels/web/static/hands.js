// The hands of the demonstration: they unfold below the head, move its clock on, and open another programme; on a phone
// what is worth seeing unfolds with them.

import { el } from "./dom.js";
import { get, post } from "./net.js";

const STEPS = { day: "web.clock.day", week: "web.clock.week", event: "web.clock.event" };
const PATIENCE = 120000; // a week may bring many messages
const AGAIN = 500; // until the other programme is there

export class Hands {
  constructor(corner, panel, heard, demo) {
    this.panel = panel;
    this.programme = demo.id;
    this.heard = heard; // { t(key), day(day) }
    this.toggle = el("button", { type: "button", className: "unfold", "aria-controls": panel.id, "aria-expanded": "false" });
    this.toggle.onclick = () => this.unfold(panel.hidden);
    this.buttons = Object.keys(STEPS).map((by) =>
      el("button", { type: "button", className: "move", value: by, onclick: (event) => this.move(event.currentTarget) }));
    this.told = el("p", { className: "told", role: "status" });
    this.hint = el("p", { className: "hint", id: "hands-hint" });
    panel.setAttribute("role", "group");
    panel.setAttribute("aria-describedby", this.hint.id);
    panel.append(...this.buttons, ...this.choice(demo.programmes), this.told, this.hint);
    corner.append(this.toggle);
  }

  choice(programmes) {
    if (!programmes) return [];
    const options = programmes.map((one) => el("option", { value: one.id, selected: one.id === this.programme }, one.name));
    this.label = el("span");
    this.select = el("select", { onchange: () => this.change() }, ...options);
    return [el("label", { className: "programme" }, this.label, this.select)];
  }

  relabel() {
    const { t } = this.heard;
    if (this.label) this.label.textContent = t("web.programme.label");
    this.toggle.textContent = t("web.demo");
    this.panel.setAttribute("aria-label", t("web.clock.title"));
    this.hint.textContent = t("web.clock.hint");
    for (const button of this.buttons) button.textContent = t(STEPS[button.value]);
    if (this.key) this.told.textContent = t(this.key);
  }

  unfold(open) {
    this.panel.hidden = !open;
    this.toggle.setAttribute("aria-expanded", String(open));
  }

  // A disabled button would lose the focus: it stays where it is, and does nothing.
  busy(pressed) {
    this.running = Boolean(pressed);
    for (const button of this.buttons) {
      button.classList.toggle("running", button === pressed);
      if (pressed) button.setAttribute("aria-disabled", "true");
      else button.removeAttribute("aria-disabled");
    }
  }

  tell(key) {
    this.key = key;
    this.told.textContent = key ? this.heard.t(key) : "";
  }

  // The server closes one programme and opens the other: asked again until that one answers.
  async change() {
    const wanted = this.select.value;
    if (this.running) this.select.value = this.programme;
    if (this.running || wanted === this.programme) return;
    this.busy(this.select);
    this.tell("web.programme.running");
    const answer = await post("/api/programme", { id: wanted }, PATIENCE).catch(() => ({}));
    if (answer.chosen !== wanted) return this.stay(answer.error);
    const end = Date.now() + PATIENCE; // then what answers is shown as it is
    while (Date.now() < end) {
      const { demo } = await get("/api/state").catch(() => ({}));
      if (demo && demo.failed === wanted) return this.stay();
      if (demo && demo.id !== this.programme) break; // the wanted one, or what somebody else has chosen meanwhile
      await new Promise((resolve) => setTimeout(resolve, AGAIN));
    }
    location.assign(location.pathname);
  }

  // The other programme was not opened: says why, and goes on with this one.
  stay(why = "web.programme.failed") {
    this.busy();
    this.select.value = this.programme;
    this.tell(why);
  }

  async move(button) {
    if (this.running) return;
    this.busy(button);
    this.tell("web.clock.running");
    const answer = await post("/api/clock", { by: button.value }, PATIENCE).catch(() => ({}));
    this.busy();
    this.tell(answer.day ? "" : answer.error ?? "web.clock.failed");
    if (answer.day) this.heard.day(answer.day);
  }
}
