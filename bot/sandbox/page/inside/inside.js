// The drawer that shows what is behind the chat: the bot's calls, and what it remembers, if it shows that.

import { element, find } from "../elements.js";
import { on } from "../stream.js";
import { CallsTab } from "./calls/tab.js";
import { ConversationTab } from "./conversation/tab.js";
import { DueTab } from "./due.js";
import { keep, kept } from "./kept.js";
import { SessionTab } from "./session.js";
import { Tabs } from "./tabs.js";

const LOOK_MILLISECONDS = 2_000;
const SETTLE_MILLISECONDS = 120;
const COVERING = matchMedia("(max-width: 999px)");

let tabs = null;
let cameFrom = null;
let settling = 0;

/** Sets the drawer up, as it was before a reload, with the button at the edge of the window that opens it. */
export function startInside() {
  tabs = new Tabs([new CallsTab(), new SessionTab(), new ConversationTab(), new DueTab()], turned);
  tabs.choose(Math.max(0, tabs.tabs.findIndex(({ name }) => name === kept().tab)));
  const close = element("button", { className: "inside-close", attributes: { type: "button", "aria-label": "Close" } }, "×");
  close.addEventListener("click", closeInside);
  find("#inside").append(element("header", { className: "inside-top" }, element("h2", {}, "Look inside"), close), tabs.list, ...tabs.panels);
  find("#inside").addEventListener("keydown", (event) => event.key === "Escape" && closeInside());
  document.body.append(opener());
  // Every commit of the bot is followed by a call: an answer, or the question for more.
  on("call", settle);
  for (const kind of ["connected", "snapshot", "people"]) on(kind, settle);
  setInterval(look, LOOK_MILLISECONDS);
  COVERING.addEventListener("change", cover);
  if (kept().open) show();
}

/** Opens the drawer; whoever had the focus gets it back when it closes. */
export function openInside() {
  if (isOpen()) return;
  cameFrom = document.activeElement;
  show();
  tabs.focus();
}

function show() {
  find("#inside").hidden = false;
  find(".inside-open").setAttribute("aria-expanded", "true");
  keep({ open: true });
  cover();
  look();
}

function turned() {
  keep({ tab: tabs.chosen.name });
  look();
}

function closeInside() {
  find("#inside").hidden = true;
  find(".inside-open").setAttribute("aria-expanded", "false");
  keep({ open: false });
  cover();
  (cameFrom?.isConnected && cameFrom !== document.body ? cameFrom : find(".inside-open")).focus();
}

function isOpen() {
  return !find("#inside").hidden;
}

/** Over the phone, it is all there is; beside it, both can be used. */
function cover() {
  const covers = isOpen() && COVERING.matches;
  for (const other of document.querySelectorAll("body > :not(#inside)")) other.inert = covers;
}

function opener() {
  const attributes = { type: "button", "aria-expanded": "false", "aria-controls": "inside" };
  const made = element("button", { className: "inside-open", attributes }, "Look inside");
  made.addEventListener("click", () => (isOpen() ? closeInside() : openInside()));
  return made;
}

/** Looks again soon: several things that happen at once are one look. */
function settle() {
  clearTimeout(settling);
  settling = setTimeout(look, SETTLE_MILLISECONDS);
}

function look() {
  if (isOpen() && !document.hidden) tabs.chosen.look();
}
