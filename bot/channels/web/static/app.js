// Opens the page: one window, or in the demonstration one for each role.

import { Chat } from "./chat.js";
import { close, el, fill, hidden, show } from "./dom.js";
import { Hands } from "./hands.js";
import { Live } from "./live.js";
import { keepInSight } from "./screen.js";
import { opened, state } from "./start.js";
import { known, Shelf } from "./store.js";

const BACK = "/start back";
const ENDED = { ended: "web.ended", left: "web.left", objected: "web.objected", lost: "web.lost" };
const TROUBLE = { offline: "web.away", busy: "web.busy" }; // the phone has a network, and nobody answers
const $ = (id) => document.getElementById(id);
const chats = new Map();
const troubles = new Map();
let active;
let connected = true;
let waiting;
const hands = state.demo?.clock && new Hands($("corner"), $("hands"), { t: (key) => active.t(key), day: turn }, state.demo);

const page = {
  texts: state.texts,
  limits: state.limits,
  trouble(chat, kind) {
    troubles.set(chat.id, kind);
    status();
  },
  lost: rejoin,
  unread(chat) {
    if (chat !== active || document.hidden) chat.news = (chat.news ?? 0) + 1;
    if (!document.hidden && chat === active) chat.news = 0;
    badges();
  },
  spoken(chat) {
    if (chat === active) frame();
    badges();
  },
  said: () => live.expect(),
};

// The session is gone (cookies cleared, logged out, sent out by another phone): go on with a new one. What was typed
// goes back into the box: it must not be taken for the answer of a stranger.
async function rejoin(asker, times) {
  if (times === 3) asker.tell(asker.t("web.no_session")); // the browser does not keep the cookie
  const fresh = await opened();
  for (const window of fresh.windows) {
    const chat = chats.get(window.id);
    if (!chat || chat.tag === window.tag) continue;
    const spoken = chat.seen.size > 0;
    const { delay } = chat.sender;
    chat.restart(window);
    if (fresh.ended) chat.tell(chat.t(ENDED[fresh.ended]));
    if (chat.empty) chat.begin(spoken ? BACK : undefined);
    chat.sender.delay = delay; // a browser that keeps no cookie asks less and less often
  }
  if (!state.demo) known.tag = fresh.windows[0].tag;
  live.open();
}

function status() {
  const kinds = [...troubles.values()];
  const key = navigator.onLine ? TROUBLE[kinds.find(Boolean)] ?? (connected ? "" : "web.connecting") : "web.offline";
  const text = key ? active.t(key) : "";
  if ($("status").textContent !== text) $("status").textContent = text;
  $("status").dataset.kind = key;
}

function badges() {
  let sum = 0;
  for (const chat of chats.values()) {
    sum += chat.news ?? 0;
    if (!chat.tab) continue;
    chat.tab.textContent = chat.t(`web.window.${chat.id}`);
    chat.tab.lang = chat.language;
    if (chat.news) {
      chat.tab.append(el("span", { className: "badge", "aria-hidden": "true" }, String(chat.news)));
      chat.tab.append(hidden(chat.t("web.unread", { count: chat.news })));
    }
  }
  document.title = (sum && document.hidden ? `(${sum}) ` : "") + active.t("web.title");
}

function frame() {
  const t = (key, values) => active.t(key, values);
  document.documentElement.lang = active.language;
  $("title").textContent = t("web.title");
  $("skip").textContent = t("web.skip");
  $("skip").hidden = false;
  $("tabs").setAttribute("aria-label", t("web.windows"));
  if (state.demo) {
    $("subject").textContent = `${state.demo.programme} · `;
    $("day").textContent = state.demo.day[active.language];
    $("demo").textContent = t("web.demo");
    $("demo").hidden = Boolean(hands); // else its button says it
    hands?.relabel();
    tries();
  } else {
    $("subject").textContent = t("web.subtitle");
  }
  status();
}

// Cards that lead to what is worth seeing; while the season is made they say so, and look again.
function tries() {
  const t = (key) => active.t(key);
  const line = $("tries");
  line.hidden = !state.demo.tries;
  if (line.hidden) return;
  line.setAttribute("aria-label", t("web.tries"));
  line.classList.toggle("preparing", Boolean(state.demo.preparing));
  if (state.demo.preparing) {
    fill(line, el("span", { role: "status" }, t("web.preparing")));
    const prepared = ({ demo }) => (demo.preparing ? tries() : location.reload());
    setTimeout(() => opened().then(prepared), 5000); // a page without network stays
    return;
  }
  const cards = state.demo.tries.map((one) => el("a", { href: `#go=${one.go}&w=${one.w}` }, t(`web.try.${one.id}`)));
  const board = el("a", { href: `${document.body.dataset.base}/dashboard` }, t("web.dashboard"));
  fill(line, el("b", {}, t("web.tries")), ...cards, board);
}

// The clock of the demonstration was moved, here or on another page.
function turn(day) {
  state.demo.day = day;
  const text = day[active.language];
  if ($("day").textContent !== text) $("day").textContent = text;
}

function activate(chat) {
  active = chat;
  chat.news = 0;
  for (const other of chats.values()) {
    other.root.classList.toggle("active", other === chat);
    other.tab?.setAttribute("aria-pressed", String(other === chat));
  }
  frame();
  badges();
  chat.composer.fit();
  chat.view.toEnd();
}

// A link of the dashboard opens the chat at a screen: "#go=p_4f2a" (of the demonstration also in which window).
function sent() {
  const found = /^#go=([\w-]+)(?:&w=(\w+))?$/.exec(location.hash);
  if (!found) return false;
  history.replaceState(null, "", location.pathname);
  const chat = chats.get(found[2] ?? active.id) ?? active;
  hands?.unfold(false);
  if (chat !== active) activate(chat);
  chat.begin(`/start go-${found[1]}`);
  chat.empty = false;
  return true;
}

function invited() {
  const token = /^#join=([\w-]+)$/.exec(location.hash)?.[1];
  if (token) history.replaceState(null, "", location.pathname); // not left behind for the next person who borrows the phone
  return token;
}

function invite(token) {
  const dialog = $("invitation");
  $("invitation-text").textContent = active.t("web.join.ask");
  $("invitation-accept").textContent = active.t("web.join.accept");
  $("invitation-ignore").textContent = active.t("web.join.ignore");
  $("invitation-accept").onclick = () => close(dialog, "join");
  $("invitation-ignore").onclick = () => close(dialog, "");
  dialog.onclose = () => {
    if (dialog.returnValue === "join") active.begin(`/start join-${token}`);
    else if (active.empty) active.begin();
    active.empty = false;
  };
  show(dialog);
}

for (const window of state.windows) {
  const chat = new Chat(window, page);
  chats.set(window.id, chat);
  if (state.windows.length > 1) {
    chat.tab = el("button", { type: "button", onclick: () => activate(chat) });
    $("tabs").append(chat.tab);
    chat.root.addEventListener("focusin", () => {
      chat.news = 0;
      badges();
    });
  }
}
$("opening").remove();
$("help").remove();
$("chats").append(...[...chats.values()].map((c) => c.root));
$("tabs").hidden = chats.size < 2;
document.body.dataset.windows = chats.size;
activate(chats.values().next().value);
for (const chat of chats.values()) chat.view.toEnd();

const live = new Live(state.after, {
  message: (event) => chats.get(event.w)?.hear(event),
  day: turn,
  lost: () => rejoin(),
  state(now) {
    clearTimeout(waiting);
    if (!now) {
      waiting = setTimeout(() => status((connected = false)), 2500); // a blip is not worth a word
      return;
    }
    connected = true;
    troubles.clear();
    for (const chat of chats.values()) chat.sender.kick();
    status();
  },
});

const token = invited();
if (token) invite(token);
sent();
const former = state.demo ? null : known.tag;
const back = former !== null && former !== active.tag; // somebody was here before, and the server does not know whom
if (back) active.takeOver(new Shelf(former));
if (state.ended) active.tell(active.t(ENDED[state.ended]));
for (const chat of chats.values()) {
  if (chat.empty && !(token && chat === active)) chat.begin(back ? BACK : undefined);
}
if (!state.demo) known.tag = active.tag;
addEventListener("hashchange", () => {
  const late = invited();
  if (late) invite(late);
  sent();
});
addEventListener("online", () => {
  for (const chat of chats.values()) chat.sender.kick();
  status();
});
addEventListener("offline", status);
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "visible") activate(active);
});
$("skip").onclick = (event) => {
  event.preventDefault();
  active.composer.input.focus();
};
keepInSight(() => {
  for (const chat of chats.values()) chat.view.settle(Infinity);
});
if (matchMedia("(pointer: fine)").matches) active.composer.input.focus();
