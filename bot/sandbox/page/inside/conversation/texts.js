// What stands on an arrow: its events, and when they lead that way.

import { draw, measured, shortened } from "./svg.js";

const LEAST_GUARD = 30;

/** The events' names: one a line with when it leads there, or one after the other where that tells nothing. */
export function textsOf({ lines, flows }, width) {
  return flows ? flowing(lines, width) : lines.map((line) => eventText(line, width));
}

/** Puts texts above one another, the last one at `bottom`. */
export function placed(texts, x, bottom, line) {
  for (const [index, text] of texts.entries()) {
    text.setAttribute("x", x);
    text.setAttribute("y", bottom - (texts.length - 1 - index) * line);
  }
  return texts;
}

function eventText({ event, when }, width) {
  const name = shortened(event, width);
  const left = width - measured(`${name} `);
  const guard = when && left > LEAST_GUARD ? ` ${shortened(`[${when}]`, left)}` : "";
  const parts = [draw("tspan", {}, name), draw("tspan", { class: "when" }, guard)];
  return draw("text", { class: "event" }, ...parts, draw("title", {}, when ? `${event}, when ${when}` : event));
}

function flowing(lines, width) {
  const found = [];
  for (const { event } of lines) {
    const longer = found.length ? `${found.at(-1)}, ${event}` : event;
    if (found.length && measured(longer) <= width) found[found.length - 1] = longer;
    else found.push(shortened(event, width));
  }
  return found.map((words) => draw("text", { class: "event" }, words));
}
