// One step: under it what can follow, and below that what leads to it, the events on the arrows.

import { draw, drawing, head, stepBox } from "./svg.js";
import { placed, textsOf } from "./texts.js";

const LINE = 16;
const BOX = 24;
const CENTRE = 36;
const GAP = 8;
const RAIL = 14;
const BEND = 8;
const HEADING = 34;

/**
 * The drawing of a step, `width` wide. `before` is where the person came from, if they are here. `chosen(step)` is
 * called when another step is clicked.
 */
export function around(step, { coming, going, here, before, width, chosen }) {
  const boxWidth = Math.min(156, Math.round(width * 0.36));
  const frame = { width, boxWidth, chosen, before };
  const parts = [stepBox(step, { x: 0.5, y: 0.5, width: width - 1, height: CENTRE, className: here ? "centre here" : "centre" })];
  parts[0].setAttribute("tabindex", "-1");
  let y = CENTRE + GAP;
  if (going.length) y = fan(going, goingRow, RAIL, { ...frame, y, from: CENTRE }, parts);
  if (coming.length) {
    parts.push(draw("text", { class: "heading", x: 0, y: y + 22 }, "What leads here"), head(width - RAIL, CENTRE + 1, "up"));
    y = fan(coming, comingRow, width - RAIL, { ...frame, y: y + HEADING, from: CENTRE + 4 }, parts);
  }
  return drawing(width, y, `What can follow ${step} and what leads to it`, ...parts);
}

/** All rows, and the line at the side that joins them to the step; gives where they end. */
function fan(rows, rowOf, x, frame, parts) {
  let { y } = frame;
  const middles = [];
  for (const row of rows) {
    const { length } = (row.texts = textsOf(row, frame.width - frame.boxWidth - 2 * RAIL - 34));
    const top = y + Math.max(0, length * LINE - BOX / 2 + 4);
    middles.push(top + BOX / 2);
    parts.push(...rowOf(row, top, frame));
    y = top + BOX + GAP;
  }
  const rail = (className, to) => draw("path", { class: className, d: `M${x} ${frame.from} V${to - BEND}` });
  if (isTaken(rows[0], frame)) parts.unshift(rail("arrow taken", middles[0]));
  parts.unshift(rail("arrow", middles.at(-1)));
  return y;
}

function goingRow(row, top, { width, boxWidth, chosen }) {
  const middle = top + BOX / 2;
  const start = width - boxWidth - 2 * RAIL;
  const line = draw("path", { class: row.common ? "arrow common" : "arrow", d: `M${RAIL} ${middle - BEND} q0 ${BEND} ${BEND} ${BEND} H${start}` });
  return [line, head(start, middle), ...placed(row.texts, RAIL + 12, middle - 5, LINE), neighbour(row, { x: start, y: top, width: boxWidth, chosen })];
}

function comingRow(row, top, { width, boxWidth, before, chosen }) {
  const middle = top + BOX / 2;
  const taken = isTaken(row, { before }) ? "taken" : "";
  const line = draw("path", { class: `arrow ${taken}`, d: `M${boxWidth} ${middle} H${width - RAIL - BEND} q${BEND} 0 ${BEND} ${-BEND}` });
  return [line, ...placed(row.texts, boxWidth + 10, middle - 5, LINE), neighbour(row, { x: 0.5, y: top, width: boxWidth, className: taken, chosen })];
}

function isTaken({ step }, { before }) {
  return step !== null && step === before;
}

function neighbour({ step, label, common }, { className, chosen, ...place }) {
  const classes = [className, step ? "" : "nameless", common ? "common" : ""].filter(Boolean).join(" ");
  return stepBox(label, { ...place, height: BOX, className: classes, chosen: step ? chosen : null });
}
