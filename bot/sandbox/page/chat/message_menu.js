// What can be done with a message: a menu by right click, long press, the button beside it, or keys.

import { find } from "../elements.js";
import { openMenu } from "../menu.js";
import { doing } from "./doing.js";
import { copy } from "./notices.js";

const LONG_PRESS_MILLISECONDS = 450;
const STEADY_PIXELS = 8;
const MESSAGES = "[data-message][data-side]";
const REPLY = "M10 7L4 12l6 5v-3.500c5 0 8 1 10 4.500-.500-5-3-9-10-9z";
const COPY = "M9 9h11v11H9zM5 15H4V4h11v1";
const EDIT = "M4 20l1-4L16 5l3 3L8 19zM14 7l3 3";
const BIN = "M5 7h14M9 7V4h6v3M7 7l1 13h8l1-13M10.500 11v5M13.500 11v5";

/** Listens in `chat`; `messageOf(item)` gives an element's message, `target` takes a reply or an edit. */
export function startMessageMenus(chat, messageOf, target) {
  const open = (item, at = null) => openFor(messageOf(item), item, target, at);
  chat.addEventListener("contextmenu", (event) => {
    const item = itemOf(event.target);
    // Who has selected words, or points at a link, wants the browser's own menu.
    if (!item || event.target.closest("a") || !getSelection().isCollapsed) return;
    event.preventDefault();
    open(item, event.clientX || event.clientY ? { x: event.clientX, y: event.clientY } : null);
  });
  chat.addEventListener("dblclick", (event) => {
    const item = itemOf(event.target);
    if (item && !event.target.closest("button, a, .keyboard")) choose(messageOf(item), target);
  });
  chat.addEventListener("keydown", (event) => keyed(event, chat, open));
  longPresses(chat, open);
  return open;
}

/** What a double click does: one's own is edited, the bot's is answered. */
function choose(message, target) {
  if (!message) return;
  getSelection().removeAllRanges();
  if (editable(message)) target.change(message);
  else target.reply(message);
}

function openFor(message, item, target, at) {
  if (!message) return;
  const entries = [{ words: "Reply", path: REPLY, act: () => target.reply(message) }];
  if (message.text) entries.push({ words: "Copy text", path: COPY, act: () => copy(message.text) });
  if (editable(message)) entries.push({ words: "Edit", path: EDIT, act: () => target.change(message) });
  entries.push({ words: "Delete", path: BIN, danger: true, act: () => gone(message, item) });
  openMenu(entries, { opener: item, at: at ?? beside(item), label: "Message" });
}

/** Deletes it; the focus goes to the message before it, or after the first. */
function gone(message, item) {
  const chat = item.closest(".chat");
  const all = [...chat.querySelectorAll(MESSAGES)];
  const at = all.indexOf(item);
  (all[at - 1] ?? all[at + 1] ?? chat).focus({ preventScroll: true });
  return doing("delete", { message_id: message.message_id });
}

function editable(message) {
  return !message.from_bot && (!message.media || message.media === "photo");
}

function beside(item) {
  const { left, bottom } = item.querySelector(".bubble").getBoundingClientRect();
  return { x: left + 24, y: Math.min(bottom - 8, innerHeight - 24) };
}

/** Arrow keys go from message to message; Enter, the menu key and Shift+F10 open the menu. */
function keyed(event, chat, open) {
  const focused = document.activeElement;
  const item = focused.closest?.("[data-message]");
  const onMessage = item && focused === item;
  if (!onMessage && focused !== chat && !focused.matches(".key")) return;
  const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
  if (step === -1 && item && !onMessage) item.focus({ preventScroll: true });
  else if (step) move(chat, item, step);
  else if (onMessage && (event.key === "Enter" || event.key === " ")) open(item);
  else return;
  event.preventDefault();
}

function move(chat, item, step) {
  const all = [...chat.querySelectorAll(MESSAGES)];
  const next = item ? all[all.indexOf(item) + step] : all.at(-1);
  if (!next && step > 0) find(".input").focus({ preventScroll: true });
  next?.focus({ preventScroll: true });
  next?.scrollIntoView({ block: "nearest" });
}

/** From the input line up to the newest message: to its first key, if it has keys. */
export function toNewest(chat) {
  const newest = [...chat.querySelectorAll(MESSAGES)].at(-1);
  (newest?.querySelector(".key") ?? newest)?.focus({ preventScroll: true });
  newest?.scrollIntoView({ block: "nearest" });
}

function longPresses(chat, open) {
  let timer = 0;
  let start = null;
  const end = () => clearTimeout(timer);
  chat.addEventListener("pointerdown", (event) => {
    const item = itemOf(event.target);
    if (event.pointerType === "mouse" || !item || event.target.closest("a, .keyboard")) return;
    start = { x: event.clientX, y: event.clientY };
    timer = setTimeout(() => open(item, start), LONG_PRESS_MILLISECONDS);
  });
  chat.addEventListener("pointermove", (event) => {
    if (start && Math.hypot(event.clientX - start.x, event.clientY - start.y) > STEADY_PIXELS) end();
  });
  for (const kind of ["pointerup", "pointercancel", "scroll"]) chat.addEventListener(kind, end, { passive: true });
}

function itemOf(target) {
  return target.closest(".bubble")?.closest("[data-message]");
}
