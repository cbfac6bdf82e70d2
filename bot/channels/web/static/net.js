// Talks to the server: sends in order until it is taken, hears live messages, survives bad networks.

import { files } from "./store.js";

const HEADERS = { "X-OCOP": "1" };
const PATIENCE = 20000;
const LONGEST = 30000;

// The path that stands before all addresses of this assistant.
export const base = document.body.dataset.base || "";

export const query = (values) => {
  const parts = new URLSearchParams(Object.entries(values).filter(([, v]) => v !== "" && v !== undefined));
  return [...parts].length ? `?${parts}` : "";
};

function within(patience) {
  if (AbortSignal.timeout) return AbortSignal.timeout(patience);
  const ended = new AbortController(); // before 2022
  setTimeout(() => ended.abort(), patience);
  return ended.signal;
}

export async function get(path, values = {}) {
  const response = await fetch(base + path + query(values), { signal: within(PATIENCE) });
  if (response.ok) return response.json();
  const told = await response.json().catch(() => ({}));
  throw Object.assign(new Error(String(response.status)), { status: response.status, told: told.text });
}

export async function post(path, body, patience = PATIENCE, tag = "") {
  const response = await fetch(base + path, {
    method: "POST",
    headers: { ...HEADERS, ...(tag && { "X-OCOP-Chat": tag }), "Content-Type": "application/json" },
    body: JSON.stringify(body),
    signal: within(patience),
  });
  const wait = Number(response.headers.get("Retry-After"));
  return { status: response.status, wait, ...(await response.json().catch(() => ({}))) };
}

function say(window, tag, item) {
  const { id, kind, text, data, menu, label, message } = item;
  return post(`/api/send${query({ w: window })}`, { id, kind, text, data, menu, label, message }, PATIENCE, tag);
}

// XMLHttpRequest, because fetch does not tell how much has been sent.
function hand(window, tag, item, blob, progress) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    let idle;
    const moved = () => {
      clearTimeout(idle);
      idle = setTimeout(() => request.abort(), LONGEST);
    };
    request.open("POST", `${base}/api/upload${query({ w: window, id: item.id, name: item.name })}`);
    request.setRequestHeader("X-OCOP", "1");
    request.setRequestHeader("X-OCOP-Chat", tag);
    request.setRequestHeader("Content-Type", "application/octet-stream");
    request.responseType = "json";
    request.upload.onprogress = (e) => {
      moved();
      progress(e.loaded / (e.total || 1));
    };
    request.onload = () => {
      const wait = Number(request.getResponseHeader("Retry-After"));
      resolve({ status: request.status, wait, ...(request.response ?? {}) });
    };
    request.onerror = request.onabort = () => reject(new TypeError("network"));
    request.onloadend = () => clearTimeout(idle);
    moved();
    request.send(blob);
  });
}

// Sends one chat's messages one after the other. What is not taken stays queued and is tried again.
export class Sender {
  constructor(window, tag, shelf, heard) {
    this.window = window;
    this.tag = tag; // of the chat that is shown: another tab may have changed the cookie
    this.shelf = shelf;
    this.heard = heard; // { sent(item, message), refused(item, answer), progress(item, part), trouble(kind), lost() }
    this.items = shelf.queued();
    this.delay = 0;
    this.losses = 0;
  }

  add(item) {
    this.shelf.put(item);
    this.items.push(item);
    this.kick();
  }

  kick() {
    this.delay = 0;
    this.wake?.();
    if (!this.running) this.run();
  }

  async run() {
    this.running = true;
    while (this.items.length) {
      const item = this.items[0];
      const answer = await this.attempt(item);
      if (answer.status === 202) {
        this.done(item);
        this.heard.sent(item, answer.message);
      } else if (answer.status === 401) {
        await this.heard.lost(++this.losses);
        await this.pause(0);
      } else if (answer.status >= 400 && answer.status < 500 && ![408, 425, 429].includes(answer.status)) {
        this.done(item);
        this.heard.refused(item, answer);
      } else {
        this.heard.trouble(answer.status ? "busy" : "offline");
        await this.pause(answer.wait * 1000 || 0);
      }
    }
    this.running = false;
  }

  async attempt(item) {
    try {
      if (item.kind !== "files") return await say(this.window, this.tag, item);
      const blob = await files.get(item.id);
      if (!blob) return { status: 410, error: "web.file_lost" };
      return await hand(this.window, this.tag, item, blob, (part) => this.heard.progress(item, part));
    } catch {
      return { status: 0 };
    }
  }

  done(item) {
    this.items.shift();
    this.shelf.drop(item);
    this.delay = this.losses = 0;
    this.heard.trouble("");
  }

  pause(least) {
    this.delay = Math.min(LONGEST, this.delay * 2 || 1000);
    const wait = Math.max(least, this.delay * (0.75 + Math.random() / 2));
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, wait);
      this.wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
