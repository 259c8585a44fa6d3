// The bot in the header: its name, and whether it is typing. The menu beside it.

import { ask } from "../dialogs.js";
import { element, find } from "../elements.js";
import { closeMenu, menuIsOpen, openMenu } from "../menu.js";
import { askToChange } from "../people/person_dialog.js";
import { everybody, shown } from "../people/who.js";
import { on } from "../stream.js";
import { doing } from "./doing.js";

const PENCIL = "M4 20l1-4L16 5l3 3L8 19zM14 7l3 3";
const STOP = "M12 20a8 8 0 1 0 0-16 8 8 0 0 0 0 16zM6.500 6.500l11 11";
const DOING = {
  typing: "typing",
  upload_photo: "sending a photo",
  record_video: "recording a video",
  upload_video: "sending a video",
  record_voice: "recording a voice message",
  upload_voice: "sending a voice message",
  upload_document: "sending a file",
  choose_sticker: "choosing a sticker",
  find_location: "looking for a place",
};
const further = [];
let bot = { name: "", username: "" };
let blocked = false;
let typing = 0;
let connected = true;
let busy = "";

/** Sets the header up. */
export function startHeader() {
  find(".menu-open").addEventListener("click", () => (menuIsOpen() ? closeMenu() : open()));
  on("snapshot", (event) => {
    stopTyping();
    if (event.typing) showTyping({ action: "typing", seconds: event.typing });
    blocked = event.blocked;
    showBot(event.bot);
  });
  on("profile", (event) => showBot(event.bot));
  on("blocked", (event) => (blocked = event.blocked));
  on("message", ({ message }) => message.from_bot && stopTyping());
  on("action", showTyping);
  on("connected", (event) => {
    connected = event.connected;
    showStatus();
  });
  on("known", showStatus);
}

/** Adds `{words, path?, act}` to the menu in the header. */
export function addToMenu(entry) {
  further.push(entry);
}

function showBot(shownBot) {
  bot = shownBot;
  document.title = bot.name;
  find(".name").textContent = bot.name;
  find(".top .avatar").textContent = [...bot.name][0] ?? "";
  find(".description").textContent = bot.description || "This bot has not said yet what it can do.";
}

function showTyping({ action, seconds }) {
  clearTimeout(typing);
  busy = action === "cancel" ? "" : (DOING[action] ?? "typing");
  showStatus();
  typing = setTimeout(stopTyping, seconds * 1000);
}

function stopTyping() {
  clearTimeout(typing);
  busy = "";
  showStatus();
}

function showStatus() {
  const whose = everybody().length > 1 ? `bot · ${shown()?.first_name}` : "bot";
  const status = find(".status");
  status.classList.toggle("busy", Boolean(busy) || !connected);
  status.classList.toggle("typing", Boolean(busy) && connected);
  const words = !connected ? "connecting …" : busy || whose;
  if (status.textContent !== words) status.textContent = words;
}

function open() {
  const person = shown();
  const block = blocked
    ? { words: "Unblock the bot", path: STOP, act: () => doing("unblock") }
    : { words: "Block the bot …", path: STOP, danger: true, act: askToBlock };
  const entries = [{ words: `Change ${person.first_name} …`, path: PENCIL, act: () => askToChange(person) }, ...further, block];
  openMenu(entries, { opener: find(".menu-open"), label: "More" });
}

async function askToBlock() {
  const words = element("p", {}, `${bot.name} can't write to ${shown().first_name} any more until it is unblocked.`);
  if (await ask({ title: `Block ${bot.name}?`, content: [words], yes: "Block", danger: true })) await doing("block");
}
