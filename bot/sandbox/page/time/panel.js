// The panel of the sandbox's time: what it shows, and moving it.

import { moveTime, readTime } from "../api.js";
import { element, find } from "../elements.js";
import * as words from "./words.js";

const LOOK_MILLISECONDS = 1_000;
const DRAW_MILLISECONDS = matchMedia("(prefers-reduced-motion: reduce)").matches ? 1_000 : 250;
const RATES = [1, 60, 3600];

let told = null;
let toldAt = 0;
let moves = 0;

/** Sets the panel up; without a time that can be moved there is none. */
export async function startTime() {
  try {
    take(await readTime());
  } catch {
    return;
  }
  find(".time-open").addEventListener("click", () => open(find(".time").hidden));
  find(".time").addEventListener("keydown", closeByKey);
  find(".time-jump").addEventListener("click", jump);
  find(".time-set").addEventListener("submit", set);
  find(".time-rates").append(...RATES.map(rateButton), realButton());
  find(".time-open").hidden = false;
  setInterval(draw, DRAW_MILLISECONDS);
  setInterval(look, LOOK_MILLISECONDS);
  draw();
}

function open(isOpen) {
  find(".time").hidden = !isOpen;
  find(".time-open").setAttribute("aria-expanded", String(isOpen));
  say("");
  draw();
  fillIn();
}

/** Begins with the time shown, unless somebody is typing another one. */
function fillIn() {
  const input = find(".time-input");
  if (document.activeElement !== input) input.value = words.inputValue(shown());
}

function closeByKey(event) {
  if (event.key !== "Escape") return;
  open(false);
  find(".time-open").focus();
}

function take(answer) {
  told = answer;
  toldAt = performance.now();
}

async function look() {
  if (document.hidden) return;
  const before = moves;
  try {
    const answer = await readTime();
    // What was asked before a move would undo it on the screen.
    if (before === moves) take(answer);
  } catch {
    // The sandbox is ending or starting: the next look tells.
  }
}

/** What the time shows now. */
function shown() {
  return new Date(told.shown * 1000 + (performance.now() - toldAt) * told.rate);
}

/** Moves the time and says `done(answer)`, or why it could not be moved. */
async function move(wish, done) {
  moves += 1;
  try {
    const answer = await moveTime(wish);
    moves += 1;
    take(answer);
    draw();
    fillIn();
    say(done(answer));
  } catch (error) {
    say(`Not moved: ${error.message}.`);
  }
}

function jump() {
  return move({ jump: true }, ({ jumped }) =>
    jumped ? `Jumped to: ${words.dueWords(jumped, shown())}` : "Nothing is due, so the time stays.",
  );
}

function set(event) {
  event.preventDefault();
  const wanted = new Date(find(".time-input").value);
  return move({ set: wanted.toISOString() }, () => `Set to ${words.dayAndYear(wanted)}, ${words.hour(wanted)}`);
}

function rateButton(rate) {
  const attributes = { type: "button", "data-rate": rate, "aria-label": rate === 1 ? "Normal speed" : `${rate} times as fast` };
  const made = element("button", { attributes }, `×${rate}`);
  made.addEventListener("click", () => move({ rate }, () => ""));
  return made;
}

function realButton() {
  const made = element("button", { attributes: { type: "button" } }, "Real time");
  made.addEventListener("click", () => move({ real: true }, () => "Back to the real time"));
  return made;
}

function draw() {
  const now = shown();
  put(".time-open-words", told.real ? "Time" : words.weekdayAndHour(now));
  put(".time-open-rate", told.rate === 1 ? "" : `×${told.rate}`);
  if (find(".time").hidden) return;
  put(".time-day", words.dayAndYear(now));
  // Seconds that fly by tell nothing.
  put(".time-hour", told.rate === 1 ? words.hourToTheSecond(now) : words.hour(now));
  put(".time-offset", words.offset(now));
  put(".time-next", told.next ? words.nextWords(told.next, now) : "Nothing is due");
  find(".time-jump").setAttribute("aria-disabled", String(!told.next));
  for (const button of find(".time-rates").querySelectorAll("[data-rate]")) {
    button.setAttribute("aria-pressed", String(Number(button.dataset.rate) === told.rate));
  }
}

function say(what) {
  put(".time-said", what);
}

/** Changes words only when they are others, so that nothing is read out or drawn twice. */
function put(selector, what) {
  if (find(selector).textContent !== what) find(selector).textContent = what;
}
