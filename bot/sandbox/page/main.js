// Puts the page together: what happens in the chat goes to the screen, what the person does to the sandbox.

import { act, findPerson } from "./api.js";
import { Bubbles } from "./chat/bubbles.js";
import { Composer } from "./chat/composer.js";
import { startContent } from "./content/saved.js";
import { element, find } from "./elements.js";
import { alert, toast } from "./chat/notices.js";
import { Scrolling } from "./chat/scrolling.js";
import { startInside } from "./inside/inside.js";
import { follow, on } from "./stream.js";
import { startTime } from "./time/panel.js";

const ANSWER_MILLISECONDS = 10_000;

const person = await findPerson();
const scrolling = new Scrolling();
const bubbles = new Bubbles(find(".messages"), { tap, sendCommand: send, choose });
const composer = new Composer(send, () => answerTo(null));
const taps = new Map();
let target = null;
let blocked = false;
let typing = 0;

for (const kind of ["snapshot", "message", "edited", "deleted", "profile", "action", "answer", "blocked"]) on(kind, changed);
on("connected", ({ connected }) => status(connected ? "bot" : "connecting …"));
follow(person.id);
startTime();
startContent();
startInside();
find(".big-button").addEventListener("click", () => doing("start"));
find(".menu-open").addEventListener("click", () => (find(".menu").hidden ? openMenu() : closeMenu()));
document.addEventListener("keydown", (event) => event.key === "Escape" && closeMenu());
document.addEventListener("click", (event) => event.target.closest(".top") || closeMenu());

function changed(change) {
  const handlers = {
    snapshot: () => showSnapshot(change),
    message: () => showMessage(change.message),
    edited: () => scrolling.around(() => bubbles.put(change.message)),
    deleted: () => scrolling.around(() => bubbles.remove(change.message_id)),
    profile: () => showBot(change.bot),
    action: () => showTyping(change),
    answer: () => showAnswer(change),
    blocked: () => showBlocked(change.blocked),
  };
  handlers[change.event]?.();
  showFoot();
}

function showSnapshot({ messages, bot, blocked: isBlocked }) {
  scrolling.around(() => bubbles.reset(messages), { own: true });
  showBot(bot);
  showBlocked(isBlocked);
}

function showMessage(message) {
  if (message.from_bot) status("bot");
  scrolling.around(() => bubbles.put(message), { counts: message.from_bot, own: !message.from_bot });
}

function showBot(bot) {
  document.title = bot.name;
  find(".name").textContent = bot.name;
  find(".avatar").textContent = [...bot.name][0] ?? "";
  find(".description").textContent = bot.description || "This bot has not said yet what it can do.";
  composer.setCommands(bot.commands);
}

function showBlocked(isBlocked) {
  blocked = isBlocked;
}

/** What is under the chat: START while it is empty, "Restart bot" when blocked, else the input line. */
function showFoot() {
  const empty = bubbles.messages.size === 0;
  find(".empty").hidden = !empty;
  find(".composer").hidden = empty || blocked;
  const big = find(".big-button");
  big.hidden = !(empty || blocked);
  big.textContent = blocked ? "Restart bot" : "Start";
}

function showTyping({ action, seconds }) {
  clearTimeout(typing);
  status(action === "cancel" ? "bot" : "typing …");
  typing = setTimeout(() => status("bot"), seconds * 1000);
}

function status(words) {
  find(".status").textContent = words;
  find(".status").classList.toggle("busy", words !== "bot");
}

function showAnswer({ query_id, text, show_alert }) {
  taps.get(query_id)?.();
  taps.delete(query_id);
  if (text) (show_alert ? alert : toast)(text);
}

async function doing(action, details) {
  try {
    return await act(person, action, details);
  } catch (error) {
    toast(error.message);
    return null;
  }
}

async function tap(message, row, column) {
  bubbles.setBusy(message.message_id, row, column, true);
  const done = () => bubbles.setBusy(message.message_id, row, column, false);
  const answer = await doing("tap", { message_id: message.message_id, row, column });
  if (answer) taps.set(answer.query_id, done);
  setTimeout(done, answer ? ANSWER_MILLISECONDS : 0);
}

function send(text) {
  const details = target?.edit ? { message_id: target.message.message_id, text } : { text, reply_to: target?.message.message_id };
  doing(target?.edit ? "edit" : "send", details);
  answerTo(null);
}

/** A message was chosen (double click, or the menu key): one's own is edited, the bot's is answered. */
function choose(message) {
  answerTo({ message, edit: !message.from_bot && !message.media });
}

function answerTo(chosen) {
  const had = target;
  target = chosen;
  if (chosen) composer.setContext(`${chosen.edit ? "Edit" : "Reply to"}: ${chosen.message.text || chosen.message.media}`, chosen.edit ? chosen.message.text : "");
  else if (had) composer.setContext("");
}

function openMenu() {
  const entries = [
    ["Send a photo", "photo"],
    ["Send a voice message", "voice"],
    ["Share a location (Vienna)", "location"],
    [blocked ? "Unblock the bot" : "Block the bot", blocked ? "unblock" : "block"],
  ];
  find(".menu").replaceChildren(...entries.map(([words, action]) => menuEntry(words, action)));
  find(".menu").hidden = false;
  find(".menu-open").setAttribute("aria-expanded", "true");
  find(".menu").firstElementChild.focus();
}

function menuEntry(words, action) {
  const made = element("button", { attributes: { type: "button", role: "menuitem" } }, words);
  made.addEventListener("click", () => {
    closeMenu();
    doing(action);
  });
  return made;
}

function closeMenu() {
  find(".menu").hidden = true;
  find(".menu-open").setAttribute("aria-expanded", "false");
}
