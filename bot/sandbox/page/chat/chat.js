// The chat on the screen: what happens in it goes to the messages, what the person does to the sandbox.

import { find, still } from "../elements.js";
import { shown } from "../people/who.js";
import { takeUnread } from "../people/unread.js";
import { on } from "../stream.js";
import { zone } from "../time/zone.js";
import { announce } from "./announcer.js";
import { answeredUrl, offerLink } from "./answered_url.js";
import { startAttaching } from "./attach.js";
import { Bubbles } from "./bubbles.js";
import { Composer } from "./composer.js";
import { doing } from "./doing.js";
import { startFloatingDay } from "./floating_day.js";
import { startMessageMenus, toNewest } from "./message_menu.js";
import { alert, toast } from "./notices.js";
import { askToSend } from "./photo_dialog.js";
import { ReplyKeyboard } from "./reply_keyboard.js";
import { Scrolling } from "./scrolling.js";
import { Target } from "./target.js";

const ANSWER_MILLISECONDS = 10_000;
const LINE_BELOW_PIXELS = 60;
const FLASH_MILLISECONDS = 1200;

const places = new Map();
const taps = new Map();
let scrolling, bubbles, composer, target, keyboard, openMessageMenu;
let drawn = { person: 0, zone: "" };
let blocked = false;

/** Sets the chat up; it is shown with the first snapshot. */
export function startChat() {
  scrolling = new Scrolling();
  bubbles = new Bubbles(find(".messages"), { tap, sendCommand: say, goTo, more: (message, item) => openMessageMenu(item) });
  composer = new Composer({ send: (text) => target.send(text), say, cancel: () => target.leave(), pasted: askToSend, up: () => toNewest(find(".chat")) });
  startFloatingDay(find(".chat"), () => scrolling.atEnd);
  target = new Target(composer);
  keyboard = new ReplyKeyboard({ send: say, reply: replyTo, isThere: (id) => bubbles.messages.has(id) });
  openMessageMenu = startMessageMenus(find(".chat"), (item) => bubbles.messages.get(Number(item.dataset.message)), target);
  startAttaching();
  find(".big-button").addEventListener("click", () => doing("start"));
  on("turning", ({ from }) => from && leave(from));
  on("snapshot", showSnapshot);
  on("message", showMessage);
  on("edited", ({ message }) => showEdited(message));
  on("deleted", ({ message_id }) => showDeleted(message_id));
  on("profile", ({ bot }) => composer.commands.set(bot.commands));
  on("answer", showAnswer);
  on("blocked", (event) => {
    blocked = event.blocked;
    showFoot();
  });
  on("known", showInZone);
  on("another hour", () => bubbles.showDays());
}

function leave(person) {
  places.set(person, scrolling.place());
}

function showSnapshot({ messages, bot, blocked: isBlocked, ...event }) {
  const person = event.person.id;
  const anew = person !== drawn.person;
  const place = anew ? places.get(person) : scrolling.place();
  const unread = takeUnread(person);
  drawn = { person, zone: zone() };
  blocked = isBlocked;
  composer.commands.set(bot.commands);
  if (anew) composer.turnTo(person);
  show(messages, unread, place);
  if (anew) target.turnTo(person, (id) => bubbles.messages.get(id));
  else if (target.message && !bubbles.messages.has(target.message.message_id)) target.forget(target.message.message_id);
  keyboard.set(event, { anew });
  showFoot();
}

/** Shows these messages, where it was left, where the unread begin, or at the end. */
function show(messages, unread, place) {
  scrolling.around(() => bubbles.reset(messages, place?.messageId ?? unread), { own: true });
  const line = unread ? bubbles.markUnread(unread) : null;
  const kept = place ? bubbles.find(place.messageId) : null;
  if (line) scrolling.put(line, LINE_BELOW_PIXELS);
  else if (kept) scrolling.put(kept, place.below);
}

function showMessage({ message, ...event }) {
  if (!message.from_bot) bubbles.unmark();
  scrolling.around(() => bubbles.put(message), { counts: message.from_bot, own: !message.from_bot });
  if (message.from_bot) announce(message);
  keyboard.set(event);
  showFoot();
}

function showEdited(message) {
  const before = bubbles.messages.get(message.message_id);
  scrolling.around(() => bubbles.put(message));
  // A keyboard that goes after a tap is no news.
  if (message.from_bot && before?.text !== message.text) announce(message, { edited: true });
}

function showDeleted(messageId) {
  scrolling.around(() => bubbles.remove(messageId));
  target.forget(messageId);
  keyboard.forget(messageId);
  showFoot();
}

/** The same messages again when the zone of the person on the screen has changed: their times are others. */
function showInZone() {
  if (!drawn.zone || drawn.zone === zone() || drawn.person !== shown()?.id) return;
  drawn.zone = zone();
  show([...bubbles.messages.values()], 0, scrolling.place());
}

/** What is under the chat: START while it is empty, "Restart bot" when blocked, else the input line. */
function showFoot() {
  const empty = bubbles.messages.size === 0;
  find(".empty").hidden = !empty;
  find(".foot").hidden = empty || blocked;
  const big = find(".big-button");
  const had = document.activeElement === big;
  big.hidden = !(empty || blocked);
  big.textContent = blocked ? "Restart bot" : "Start";
  // Where a finger types, the input line would bring the keyboard up.
  if (had && big.hidden) (matchMedia("(hover: none)").matches ? find(".chat") : find(".input")).focus({ preventScroll: true });
}

function showAnswer({ query_id, text, show_alert, url = answeredUrl(query_id) }) {
  taps.get(query_id)?.();
  taps.delete(query_id);
  if (text) (show_alert ? alert : toast)(text);
  // The answer may be here before the page has heard that its tap was taken.
  if (url) offerLink(url);
}

async function tap(message, row, column) {
  bubbles.setBusy(message.message_id, row, column, true);
  const done = () => bubbles.setBusy(message.message_id, row, column, false);
  const answer = await doing("tap", { message_id: message.message_id, row, column });
  if (answer) taps.set(answer.query_id, done);
  setTimeout(done, answer ? ANSWER_MILLISECONDS : 0);
}

/** Says what was chosen, not typed: a key of the bot's keyboard, a command. An edit waits meanwhile. */
async function say(text) {
  const answered = target.edit ? null : target.message;
  const done = await doing("send", { text, reply_to: answered?.message_id });
  if (done && answered && answered === target.message) target.leave();
  return done;
}

/** Begins the reply that the bot asks for, unless the person is editing. */
function replyTo(messageId) {
  const message = bubbles.messages.get(messageId);
  if (message && !target.edit) target.reply(message);
}

function goTo(messageId) {
  const item = bubbles.find(messageId);
  if (!item) return;
  item.scrollIntoView({ block: "center", behavior: still() ? "instant" : "smooth" });
  item.focus({ preventScroll: true });
  item.classList.add("flash");
  setTimeout(() => item.classList.remove("flash"), FLASH_MILLISECONDS);
}
