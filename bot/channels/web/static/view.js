// Where the person is reading: the end of the chat, or the beginning of what was said since they spoke.

import { el, fill, icon } from "./dom.js";
import { fold } from "./fold.js";

const NEAR = 24;
const BURST = 1500; // answers that come together are read from the first
const still = matchMedia("(prefers-reduced-motion: reduce)");

export class View {
  constructor(log) {
    this.log = log;
    this.last = 0;
    this.below = el("button", { type: "button", className: "round below", hidden: true, onclick: () => this.readOn() });
    log.addEventListener("scroll", () => this.mark());
    // The keyboard of a phone takes half of the screen: what was at the end stays at the end.
    const resized = () => {
      this.fold();
      this.settle(Infinity);
    };
    if (window.ResizeObserver) new ResizeObserver(resized).observe(log);
    else addEventListener("resize", resized);
  }

  relabel(on, whole) {
    fill(this.below, icon("down"));
    this.below.setAttribute("aria-label", on);
    this.whole = whole;
  }

  fold() {
    fold(this.log, this.anchor, this.whole);
  }

  atEnd() {
    return this.log.scrollHeight - this.log.scrollTop - this.log.clientHeight < NEAR;
  }

  mark() {
    this.below.hidden = this.atEnd();
    if (this.marked) this.marked();
  }

  said() {
    Object.assign(this, { anchor: undefined, last: 0, follow: true });
    this.toEnd();
  }

  // `stay`: the end was in view before the article came.
  heard(article, stay) {
    if (Date.now() - this.last > BURST) Object.assign(this, { anchor: article, follow: stay });
    this.last = Date.now();
    this.fold();
    if (this.follow) this.toEnd();
    this.mark();
  }

  toEnd() {
    const top = this.anchor?.isConnected ? this.anchor.offsetTop - 12 : Infinity;
    this.log.scrollTop = Math.min(this.log.scrollHeight, top);
    this.settled = { at: Date.now(), top: this.log.scrollTop };
    this.mark();
  }

  // The view changed its size, or a photo came: go on showing the same, unless the person has moved meanwhile.
  settle(within = 3000) {
    const { at, top } = this.settled ?? {};
    if (at && Date.now() - at < within && Math.abs(this.log.scrollTop - top) < NEAR) this.toEnd();
    this.mark();
  }

  readOn() {
    this.anchor = undefined;
    const top = this.log.scrollTop + this.log.clientHeight * 0.8;
    if ("scrollBehavior" in this.log.style && !still.matches) this.log.scrollTo({ top, behavior: "smooth" });
    else this.log.scrollTop = top;
    this.log.focus({ preventScroll: true });
  }
}
