// The panel of the sandbox's time: what it shows, and moving it.

import { readTime, moveTime } from "./api.js";
import { element, find } from "./elements.js";

const LOOK_MILLISECONDS = 2_000;
const DRAW_MILLISECONDS = 250;
const KINDS = {
  reminder_came: "Reminder",
  snooze_over: "A reminder that was put off",
  reask_came: "A question after a worse session",
  session_expired: "Closing of the open session",
};
const RATES = [1, 60, 3600];

let told = null;
let toldAt = 0;

/** Sets the panel up; without a time that can be moved there is none. */
export async function startTime() {
  try {
    take(await readTime());
  } catch {
    return;
  }
  const button = find(".time-open");
  button.hidden = false;
  button.addEventListener("click", () => open(find(".time").hidden));
  find(".time-jump").addEventListener("click", jump);
  find(".time-set").addEventListener("submit", set);
  find(".time-rates").append(...RATES.map(rateButton), realButton());
  setInterval(draw, DRAW_MILLISECONDS);
  setInterval(look, LOOK_MILLISECONDS);
  draw();
}

function open(isOpen) {
  find(".time").hidden = !isOpen;
  find(".time-open").setAttribute("aria-expanded", String(isOpen));
  if (isOpen) find(".time-input").value = local(new Date(shown()));
}

function take(answer) {
  told = answer;
  toldAt = Date.now();
}

async function look() {
  if (document.hidden) return;
  try {
    take(await readTime());
  } catch {
    // The sandbox is ending or starting: the next look tells.
  }
}

/** What the time shows now, in milliseconds since 1970. */
function shown() {
  return told.shown * 1000 + (Date.now() - toldAt) * told.rate;
}

async function move(wish) {
  try {
    const answer = await moveTime(wish);
    take(answer);
    draw();
    return answer;
  } catch (error) {
    say(error.message);
    return null;
  }
}

async function jump() {
  const answer = await move({ jump: true });
  if (answer) say(answer.jumped ? `Jumped to: ${due(answer.jumped)}` : "Nothing is due.");
}

function set(event) {
  event.preventDefault();
  const wanted = new Date(find(".time-input").value);
  if (Number.isNaN(wanted.getTime())) return say("Choose a date and time first.");
  say("");
  return move({ set: wanted.toISOString() });
}

function rateButton(rate) {
  const made = element("button", { attributes: { type: "button", "data-rate": rate } }, `×${rate}`);
  made.setAttribute("aria-label", rate === 1 ? "As fast as real time" : `${rate} times as fast`);
  made.addEventListener("click", () => move({ rate }));
  return made;
}

function realButton() {
  const made = element("button", { className: "time-real", attributes: { type: "button" } }, "Real time");
  made.addEventListener("click", () => move({ real: true }));
  return made;
}

function draw() {
  const instant = new Date(shown());
  find(".time-now").textContent = written(instant);
  find(".time-open-words").textContent = told.real ? "Time" : short(instant);
  find(".time-next").textContent = told.next ? due(told.next) : "Nothing is due.";
  for (const button of find(".time-rates").querySelectorAll("[data-rate]")) {
    button.setAttribute("aria-pressed", String(Number(button.dataset.rate) === told.rate));
  }
}

function due({ kind, at }) {
  return `${KINDS[kind] ?? kind}, ${written(new Date(at * 1000))}`;
}

function say(words) {
  find(".time-said").textContent = words;
}

function written(instant) {
  const options = { weekday: "short", day: "numeric", month: "short", year: "numeric", hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZoneName: "shortOffset" };
  return new Intl.DateTimeFormat(navigator.language, options).format(instant);
}

function short(instant) {
  return new Intl.DateTimeFormat(navigator.language, { weekday: "short", hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(instant);
}

/** As an input of date and time wants it, in the browser's zone. */
function local(instant) {
  return new Date(instant.getTime() - instant.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}
