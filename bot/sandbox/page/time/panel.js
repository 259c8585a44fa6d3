// The panel of the sandbox's time: what it shows to the person on the screen, and moving it.

import { moveTime, readTime } from "../api.js";
import { button, find, spoken } from "../elements.js";
import { everybody, named } from "../people/who.js";
import { on, tell } from "../stream.js";
import { keepTime, now, toldTime } from "./now.js";
import * as words from "./words.js";
import { instantOf, zone } from "./zone.js";

const LOOK_MILLISECONDS = 1_000;
const DRAW_MILLISECONDS = matchMedia("(prefers-reduced-motion: reduce)").matches ? 1_000 : 250;
const RATES = [1, 60, 3600];

let moves = 0;
let filledFor = "";
let typed = false;
let hoursTold = 0;

/** Sets the panel up; without a time that can be moved there is none. */
export async function startTime() {
  try {
    const answer = await readTime();
    if (!answer.movable) return;
    keepTime(answer);
  } catch {
    return;
  }
  find(".time-open").addEventListener("click", () => open(find(".time").hidden));
  find(".time").addEventListener("keydown", closeByKey);
  find(".time-jump").addEventListener("click", jump);
  find(".time-input").addEventListener("input", () => (typed = true));
  find(".time-set").addEventListener("submit", set);
  find(".time-rates").append(...RATES.map(rateButton), realButton());
  find(".time-open").hidden = false;
  on("known", draw);
  setInterval(draw, DRAW_MILLISECONDS);
  setInterval(look, LOOK_MILLISECONDS);
  draw();
}

function open(isOpen) {
  find(".time").hidden = !isOpen;
  find(".time-open").setAttribute("aria-expanded", String(isOpen));
  say("");
  typed = false;
  fillIn();
  draw();
}

/** Keeps up with the time shown, unless somebody is typing another one. */
function fillIn() {
  const input = find(".time-input");
  if (typed || document.activeElement === input) return;
  const shown = words.inputValue(now());
  if (input.value !== shown) input.value = shown;
  filledFor = zone();
}

function closeByKey(event) {
  if (event.key !== "Escape") return;
  open(false);
  find(".time-open").focus();
}

async function look() {
  if (document.hidden) return;
  const before = moves;
  try {
    const answer = await readTime();
    // What was asked before a move would undo it on the screen.
    if (before === moves && answer.movable) keepTime(answer);
  } catch {
    // The sandbox is ending or starting: the next look tells.
  }
}

/** Whom it comes to, when that is not plain. */
function whom(due) {
  return everybody().length > 1 ? (named(due.person)?.first_name ?? "") : "";
}

/** Moves the time and says `done(answer)`, or why it could not be moved. */
async function move(wish, done) {
  moves += 1;
  try {
    const answer = await moveTime(wish);
    moves += 1;
    keepTime(answer);
    typed = false;
    draw();
    say(done(answer));
  } catch (error) {
    say(`Not moved: ${error.message}.`);
  }
}

function jump() {
  return move({ jump: true }, ({ jumped }) =>
    jumped ? words.jumpWords(jumped, now(), whom(jumped)) : "Nothing is due, so the time stays.",
  );
}

function set(event) {
  event.preventDefault();
  const wanted = instantOf(find(".time-input").value);
  return move({ set: wanted.toISOString() }, () => `Set to ${words.dayAndYear(wanted)}, ${words.hour(wanted)}`);
}

function rateButton(rate) {
  const meaning = rate === 1 ? "normal speed" : `${rate} times as fast`;
  return button("", () => move({ rate }, () => ""), { "data-rate": rate }, `×${rate}`, spoken(meaning));
}

function realButton() {
  return button("", () => move({ real: true }, () => "Back to the real time"), {}, "Real time");
}

/** What is told of days and years is told anew with every hour that begins: in some zone it is another day then. */
function tellHour(instant) {
  const hours = Math.floor(instant / 3_600_000);
  if (hours === hoursTold) return;
  hoursTold = hours;
  tell({ event: "another hour" });
}

function draw() {
  const instant = now();
  tellHour(instant);
  const told = toldTime();
  put(".time-open-words", words.weekdayAndHour(instant));
  put(".time-open-rate", told.rate === 1 ? (told.real ? "" : "moved") : `×${told.rate}`);
  if (find(".time").hidden) return;
  // What stands in the field is read in the zone shown: in another one it would be another instant.
  if (filledFor !== zone()) typed = false;
  fillIn();
  put(".time-day", words.dayAndYear(instant));
  // Seconds that fly by tell nothing.
  put(".time-hour", told.rate === 1 ? words.hourToTheSecond(instant) : words.hour(instant));
  put(".time-offset", words.zoneWords(instant));
  put(".time-next", told.next ? words.nextWords(told.next, instant, whom(told.next)) : "Nothing is due");
  find(".time-jump").setAttribute("aria-disabled", String(!told.next));
  for (const each of find(".time-rates").querySelectorAll("[data-rate]")) {
    each.setAttribute("aria-pressed", String(Number(each.dataset.rate) === told.rate));
  }
}

function say(what) {
  put(".time-said", what);
}

/** Changes words only when they are others, so that nothing is read out or drawn twice. */
function put(selector, what) {
  if (find(selector).textContent !== what) find(selector).textContent = what;
}
