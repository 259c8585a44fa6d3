// What comes by itself, to everybody, in order.

import { element } from "../elements.js";
import { KINDS } from "../time/words.js";
import { ask, lookInto, sentence } from "./asking.js";
import { everybody, nameOf, personOnScreen } from "./screen.js";

const UNITS = [
  ["d", 86_400],
  ["h", 3_600],
  ["min", 60],
];

export class DueTab {
  name = "due";
  label = "Due";
  panel = element("section", { className: "due" });
  drawn = "";

  look() {
    return lookInto(this.panel, async () => this.show(await ask("due")));
  }

  show({ due, now }) {
    if (!due.length) {
      this.panel.replaceChildren(sentence("Nothing comes by itself."));
      return;
    }
    const heads = ["What", "Whom", "When"].map((words) => element("th", { attributes: { scope: "col" } }, words));
    const rows = due.map((each) => row(each, now));
    const drawing = rows.map(({ className, textContent }) => className + textContent).join("\n");
    if (drawing === this.drawn && this.panel.querySelector("table")) return;
    this.drawn = drawing;
    this.panel.replaceChildren(element("table", {}, element("thead", {}, element("tr", {}, ...heads)), element("tbody", {}, ...rows)));
  }
}

function row({ kind, person, at }, now) {
  const own = personOnScreen()?.id === person;
  const zone = everybody().find(({ id }) => id === person)?.zone || undefined;
  const small = [inWords(at - now), zone].filter(Boolean).join(" · ");
  const when = element("td", { className: "due-when" }, element("span", {}, whenWords(at, now, zone)), element("small", {}, small));
  return element("tr", own ? { className: "own" } : {}, element("td", {}, KINDS[kind] ?? kind), element("td", {}, nameOf(person)), when);
}

/** "Thu 27 Nov, 07:30", in the person's own zone; the year when it is another one. */
function whenWords(at, now, timeZone) {
  const year = (seconds) => new Intl.DateTimeFormat("en-GB", { timeZone, year: "numeric" }).format(seconds * 1000);
  const told = { weekday: "short", day: "numeric", month: "short", hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone };
  if (year(at) !== year(now)) told.year = "numeric";
  return new Intl.DateTimeFormat("en-GB", told).format(at * 1000);
}

/** "in 2 d 3 h", "in 5 min", "now" */
export function inWords(seconds) {
  if (Math.abs(seconds) < 60) return seconds < 0 ? "now" : "in less than a minute";
  let left = Math.abs(seconds);
  const parts = [];
  for (const [unit, length] of UNITS) {
    const count = Math.floor(left / length);
    left -= count * length;
    if (count) parts.push(`${count} ${unit}`);
  }
  const words = parts.slice(0, 2).join(" ");
  return seconds < 0 ? `${words} ago` : `in ${words}`;
}
