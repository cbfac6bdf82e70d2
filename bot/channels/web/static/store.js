// What outlives a closed page: unsent words in localStorage, unsent files in IndexedDB.

export function newId() {
  // randomUUID exists on https only; a village hall may serve the page by plain http.
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (b) => b.toString(16).padStart(2, "0")).join("");
}

const memory = new Map(); // where the browser forbids storage, words live as long as the page

function write(key, value) {
  memory.set(key, value);
  try {
    localStorage.setItem(key, value);
  } catch {
    // full or forbidden: memory has it
  }
}

function read(key) {
  if (memory.has(key)) return memory.get(key);
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

function remove(key) {
  memory.delete(key);
  try {
    localStorage.removeItem(key);
  } catch {
    // nothing was kept
  }
}

function ofTab(key) {
  try {
    return sessionStorage.getItem(key) ?? undefined;
  } catch {
    return undefined;
  }
}

function toTab(key, value) {
  try {
    sessionStorage.setItem(key, value);
  } catch {
    // full or forbidden: the other place has it
  }
}

// One chat's words. Each queued message has its own key, so two open tabs cannot overwrite each other.
export class Shelf {
  constructor(tag) {
    this.prefix = `ocop.${tag}.`;
  }

  // Unsent words belong to their tab; a tab that is opened anew begins with those that were typed last.
  get draft() {
    return ofTab(`${this.prefix}draft`) ?? read(`${this.prefix}draft`) ?? "";
  }

  set draft(text) {
    const before = ofTab(`${this.prefix}draft`);
    toTab(`${this.prefix}draft`, text);
    if (text) write(`${this.prefix}draft`, text);
    else if (before === undefined || read(`${this.prefix}draft`) === before) remove(`${this.prefix}draft`);
  }

  queued() {
    const keys = new Set(memory.keys());
    try {
      Object.keys(localStorage).forEach((key) => keys.add(key));
    } catch {
      // memory only
    }
    return [...keys]
      .filter((key) => key.startsWith(`${this.prefix}queue.`))
      .map((key) => JSON.parse(read(key)))
      .sort((a, b) => a.order - b.order);
  }

  // In the order in which they were said: clocks of phones are corrected, also between two words.
  put(item) {
    if (item.order === undefined) item.order = 1 + Math.max(0, ...this.queued().map((one) => one.order));
    write(`${this.prefix}queue.${item.id}`, JSON.stringify(item));
  }

  drop(item) {
    remove(`${this.prefix}queue.${item.id}`);
    if (item.kind === "files") files.drop(item.id);
  }
}

// Which chat this browser used last: it outlives a lost cookie.
export const known = {
  get tag() {
    return read("ocop.known");
  },
  set tag(tag) {
    write("ocop.known", tag);
  },
};

function opened() {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open("ocop", 1);
    request.onupgradeneeded = () => request.result.createObjectStore("files");
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

async function inFiles(mode, act) {
  const database = await opened();
  try {
    return await new Promise((resolve, reject) => {
      const transaction = database.transaction("files", mode);
      const request = act(transaction.objectStore("files"));
      transaction.oncomplete = () => resolve(request.result);
      transaction.onabort = transaction.onerror = () => reject(transaction.error);
    });
  } finally {
    database.close();
  }
}

const blobs = new Map();

export const files = {
  async put(id, blob) {
    blobs.set(id, blob);
    await inFiles("readwrite", (s) => s.put(blob, id)).catch(() => {});
  },
  async get(id) {
    return blobs.get(id) ?? (await inFiles("readonly", (s) => s.get(id)).catch(() => undefined));
  },
  async drop(id) {
    blobs.delete(id);
    await inFiles("readwrite", (s) => s.delete(id)).catch(() => {});
  },
};
