// One step with everything that leads to it (above) and that can follow it (below), the events on the arrows.

import { draw, drawing, head, measured, shortened, stepBox } from "./svg.js";

const LINE = 16;
const BOX = 24;
const CENTRE = 36;
const GAP = 8;
const RAIL = 14;
const BEND = 8;

/** The drawing of a step, `width` wide; `chosen(step)` is called when another one is clicked. */
export function around(step, { coming, going, here, width, chosen }) {
  const parts = [];
  const boxWidth = Math.min(156, Math.round(width * 0.37));
  let y = 0;
  for (const row of coming) y = comingRow(row, { y, width, boxWidth, chosen, parts });
  const centre = y + (coming.length ? 14 : 0);
  if (coming.length) parts.unshift(rail(width - RAIL, BOX / 2 + lift(coming[0]), centre, coming[0].common), head(width - RAIL, centre, "down"));
  const box = stepBox(step, { x: 0, y: centre, width, height: CENTRE, className: here ? "centre here" : "centre" });
  box.setAttribute("tabindex", "-1");
  y = centre + CENTRE + 6;
  let last = y;
  for (const row of going) {
    last = y + lift(row) + BOX / 2;
    y = goingRow(row, { y, width, boxWidth, chosen, parts });
  }
  if (going.length) parts.unshift(rail(RAIL, centre + CENTRE, last - BEND));
  return drawing(width, y + 2, `What leads to ${step} and what can follow`, ...parts, box);
}

/** How far the arrow lies below the top of its row: the events stand above it. */
function lift({ lines }) {
  return Math.max(0, lines.length * LINE - BOX / 2 + 4);
}

function comingRow(row, { y, width, boxWidth, chosen, parts }) {
  const top = y + lift(row);
  const middle = top + BOX / 2;
  const end = width - RAIL;
  parts.push(draw("path", { class: "arrow", d: `M${boxWidth} ${middle} H${end - BEND} q${BEND} 0 ${BEND} ${BEND}` }));
  parts.push(...events(row.lines, boxWidth + 10, middle, end - boxWidth - 24));
  parts.push(neighbour(row, { x: 0.5, y: top, width: boxWidth, chosen }));
  return top + BOX + GAP;
}

function goingRow(row, { y, width, boxWidth, chosen, parts }) {
  const top = y + lift(row);
  const middle = top + BOX / 2;
  const start = width - boxWidth - 0.5;
  const dimmed = row.common ? " common" : "";
  parts.push(draw("path", { class: `arrow${dimmed}`, d: `M${RAIL} ${middle - BEND} q0 ${BEND} ${BEND} ${BEND} H${start}` }), head(start, middle));
  parts.push(...events(row.lines, RAIL + 12, middle, start - RAIL - 24));
  parts.push(neighbour(row, { x: start, y: top, width: boxWidth, chosen }));
  return top + BOX + GAP;
}

function neighbour({ step, label, common }, place) {
  const className = [step ? "" : "nameless", common ? "common" : ""].join(" ");
  return stepBox(label, { ...place, height: BOX, className, chosen: step ? place.chosen : null });
}

function rail(x, from, to) {
  return draw("path", { class: "arrow", d: `M${x} ${from} V${to}` });
}

/** The events' names, one a line, the last one on the arrow; behind each, when it leads there. */
function events(lines, x, arrow, width) {
  return lines.map(({ event, when }, index) => {
    const name = shortened(event, width);
    const left = width - measured(`${name} `);
    const guard = when && left > 30 ? shortened(`[${when}]`, left) : "";
    return draw(
      "text",
      { class: "event", x, y: arrow - 5 - (lines.length - 1 - index) * LINE },
      draw("tspan", {}, name),
      draw("tspan", { class: "when" }, guard && ` ${guard}`),
      draw("title", {}, when ? `${event}, when ${when}` : event),
    );
  });
}
