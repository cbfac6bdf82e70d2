// Live messages of all windows. Opens itself again, notices a connection that died without a word, and asks again and
// again where a proxy or an antivirus holds live messages back.

import { base, get, query } from "./net.js";

const HELLO = 6000; // the server greets at once: whoever hears nothing for so long is held back
const ANSWER = 4000; // an answer that is asked for after so long should have come by itself
const SILENT = 40000;
const PROBE = 120000; // how long we go on asking before the live way is tried again
const LONGEST = 30000;

export class Live {
  constructor(after, heard) {
    this.after = after;
    this.heard = heard; // { message(event), day(day), state(connected), lost() }
    this.tries = 0;
    this.spoke = Date.now();
    this.open();
    setInterval(() => this.check(), 5000);
    addEventListener("online", () => this.open());
    addEventListener("pageshow", (e) => e.persisted && this.open());
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState !== "visible") return;
      if (this.asking) this.askSoon(0);
      this.check();
    });
  }

  open() {
    clearTimeout(this.again);
    clearTimeout(this.patience);
    if (this.source) this.source.close();
    const source = new EventSource(`${base}/api/events${query({ after: this.after })}`);
    this.source = source;
    this.opened = this.last = Date.now();
    this.patience = setTimeout(() => this.doubt(), HELLO);
    source.onmessage = (e) => {
      this.free();
      this.take(Number(e.lastEventId), JSON.parse(e.data));
    };
    source.addEventListener("day", (e) => {
      this.free();
      this.heard.day(JSON.parse(e.data));
    });
    for (const sign of ["hello", "ping"]) source.addEventListener(sign, () => this.free());
    source.onerror = () => this.broken(source);
  }

  // Something came by the live way: nobody holds it back.
  free() {
    this.last = Date.now();
    this.tries = 0;
    clearTimeout(this.patience);
    this.asking = false;
    clearTimeout(this.next);
    this.heard.state(true);
  }

  broken(source) {
    if (source !== this.source) return;
    if (!this.asking) this.heard.state(false);
    if (source.readyState !== EventSource.CLOSED) return; // the browser tries again by itself
    clearTimeout(this.patience);
    this.tries += 1;
    if (this.tries > 1) this.doubt(); // refused again and again: too many listen, or the session is gone
    if (!this.asking) this.again = setTimeout(() => this.open(), Math.min(LONGEST, 500 * 2 ** this.tries));
  }

  // The live way is silent. Where a question is answered all the same, questions are asked from now on.
  async doubt() {
    if (await this.ask()) this.askOn();
  }

  askOn() {
    if (this.asking) return;
    this.asking = true;
    this.since = Date.now();
    clearTimeout(this.again);
    this.source.close();
    this.askSoon();
  }

  askSoon(wait = this.pause()) {
    clearTimeout(this.next);
    this.next = setTimeout(async () => {
      if (!this.asking) return;
      await this.ask();
      if (!this.asking) return;
      if (Date.now() - this.since > PROBE) {
        this.since = Date.now();
        this.open(); // its greeting ends the asking; without one it goes on
      }
      this.askSoon();
    }, wait);
  }

  // Often while people talk, seldom when they have put the phone away.
  pause() {
    if (document.visibilityState !== "visible") return LONGEST;
    return Math.min(LONGEST, 1500 + (Date.now() - this.spoke) / 20);
  }

  // Takes what is new. False when nobody answered.
  async ask() {
    try {
      const { news, day } = await get("/api/news", { after: this.after });
      for (const { id, event } of news) if (id > this.after) this.take(id, event);
      if (day) this.heard.day(day);
      this.heard.state(true);
      return true;
    } catch (error) {
      if (error.status === 401) this.heard.lost();
      else this.heard.state(false);
      return false;
    }
  }

  take(id, event) {
    this.after = Math.max(this.after, id);
    this.heard.message(event);
  }

  // The person said something, and the server has it: an answer is on its way.
  expect() {
    this.spoke = Date.now();
    if (this.asking) {
      this.askSoon(700);
      return;
    }
    clearTimeout(this.answer);
    const heard = this.last;
    this.answer = setTimeout(async () => {
      if (this.asking || this.last !== heard) return;
      const known = this.after;
      if (await this.ask() && this.after > known && this.last === heard) this.askOn(); // it was there, and held back
    }, ANSWER);
  }

  check() {
    if (!this.asking && Date.now() - this.last > SILENT && this.source.readyState !== EventSource.CLOSED) this.open();
  }
}
