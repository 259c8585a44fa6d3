// The list of people, as a messenger lists its chats: beside the phone, or a screen of its own on a narrow one.

import { button, element, find, icon, spoken } from "../elements.js";
import { on } from "../stream.js";
import { dayOrHour } from "../time/words.js";
import { now } from "../time/now.js";
import { zoneOf } from "../time/zone.js";
import { summary } from "../chat/summary.js";
import { avatar } from "./avatar.js";
import { languageName } from "./languages.js";
import { askForPerson, askToChange } from "./person_dialog.js";
import { startUnread, unreadOf } from "./unread.js";
import { everybody, shown, turnTo } from "./who.js";

const WIDE = matchMedia("(min-width: 900px)");
const PENCIL = "M4 20l1-4L16 5l3 3L8 19zM14 7l3 3";
const PLUS = "M12 5v14M5 12h14";

let rows = null;
let drawing = false;

/** Sets the list up. */
export function startList() {
  const add = button("icon-button person-add", askForSomebody, { "aria-label": "Add a person" }, icon(PLUS));
  const title = element("div", { className: "people-title", attributes: { role: "heading", "aria-level": "2" } }, "People");
  rows = element("ul", { className: "person-rows" });
  find(".people").append(element("header", { className: "people-top" }, title, add), rows);
  find(".people").addEventListener("keydown", keyed);
  find(".people-open").addEventListener("click", open);
  WIDE.addEventListener("change", close);
  startUnread();
  on("elsewhere", draw);
  on("known", draw);
  on("another hour", draw);
  close();
}

/** Shows the list on a narrow screen. */
function open() {
  find(".people").hidden = false;
  find(".phone").inert = true;
  stand(true);
  rows.querySelector('[aria-current="true"]')?.focus();
}

function close() {
  const had = find(".people").contains(document.activeElement) && !WIDE.matches;
  find(".people").hidden = !WIDE.matches;
  find(".phone").inert = false;
  stand(false);
  if (had) find(".people-open").focus();
}

/** Alone on the screen, the list is the page's main part; beside the phone it is not. */
function stand(alone) {
  find(".people").setAttribute("role", alone ? "main" : "complementary");
  find(".people-title").setAttribute("aria-level", alone ? "1" : "2");
}

async function askForSomebody() {
  const added = await askForPerson();
  if (!added) return;
  // They are known as soon as the stream has told of them.
  const known = () => everybody().some((each) => each.id === added.id);
  for (let tries = 0; tries < 50 && !known(); tries += 1) await new Promise((done) => setTimeout(done, 20));
  choose(added.id);
}

function choose(id) {
  turnTo(id);
  close();
}

/** Once a frame, however much has happened. */
function draw() {
  if (drawing) return;
  drawing = true;
  requestAnimationFrame(() => {
    drawing = false;
    redraw();
  });
}

function redraw() {
  const focused = document.activeElement?.closest?.(".person")?.dataset.person;
  const wasEdit = document.activeElement?.matches?.(".person-change");
  const newestFirst = [...everybody()].sort((one, other) => (other.last?.message_id ?? 0) - (one.last?.message_id ?? 0));
  rows.replaceChildren(...newestFirst.map(row));
  const again = focused && rows.querySelector(`[data-person="${focused}"]`);
  again?.querySelector(wasEdit ? ".person-change" : ".person-row")?.focus();
  const unread = everybody().reduce((sum, each) => sum + unseen(each), 0);
  find(".people-unread").hidden = unread === 0;
  find(".people-unread").textContent = unread;
  find(".people-open-words").textContent = unread ? `People, ${unread} unread` : "People";
}

/** How many messages wait for that person; whose phone is on the screen sees them. */
function unseen({ id }) {
  return id === shown()?.id ? 0 : unreadOf(id);
}

function row(person) {
  const { id, first_name, language_code, zone, last, blocked } = person;
  const unread = unseen(person);
  const from = [language_code && languageName(language_code), zone].filter(Boolean).join(" · ");
  const said = last ? summary(last) : blocked ? "Has blocked the bot" : "No messages yet";
  const badge = element("span", { className: "badge" }, String(unread), spoken(" unread"));
  const lines = element(
    "span",
    { className: "person-lines" },
    element("span", { className: "person-name" }, first_name),
    element("time", { className: "person-time" }, last ? dayOrHour(new Date(last.date * 1000), now(), zoneOf(person)) : ""),
    element("span", { className: "person-said", attributes: { dir: "auto" } }, last && !last.from_bot ? `You: ${said}` : said),
    ...(unread ? [badge] : []),
    element("small", { className: "person-from" }, from),
  );
  const attributes = id === shown()?.id ? { "aria-current": "true" } : {};
  return element(
    "li",
    { className: "person", attributes: { "data-person": id } },
    button("person-row", () => choose(id), attributes, avatar(id, first_name), lines),
    button("icon-button person-change", () => askToChange(person), { "aria-label": `Change ${first_name}` }, icon(PENCIL)),
  );
}

function keyed(event) {
  if (event.key === "Escape") return close();
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step) return undefined;
  const all = [...rows.querySelectorAll(".person-row")];
  const at = all.findIndex((each) => each.closest(".person").contains(document.activeElement));
  all[Math.max(0, Math.min(all.length - 1, at + step))]?.focus();
  return event.preventDefault();
}
