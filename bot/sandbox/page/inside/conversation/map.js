// The whole conversation: every step in its group, and the arrows; those of the step looked at stand out.

import { isOwn } from "./neighbours.js";
import { draw, drawing, shortened, stepBox } from "./svg.js";

const BOX = 26;
const GAP = 6;
const PADDING = 10;
const TITLE = 22;
const BETWEEN = 14;
const CORRIDOR = 44;
const COLUMN = 128;

export class ConversationMap {
  constructor({ groups, arrows }, width, chosen) {
    this.pairs = pairsOf(arrows);
    this.places = new Map();
    this.boxes = new Map();
    const parts = this.layOut(groups, width, chosen);
    this.faint = draw("g", { class: "faint" }, ...this.pairs.map((pair) => this.arrow(pair)));
    this.lit = draw("g");
    this.svg = drawing(width, this.height, "The whole conversation", ...parts, this.faint, this.lit, ...this.boxes.values());
  }

  /** Marks the step the person is `at` and the one looked at, with the arrows of that one. */
  show(at, lookedAt) {
    const own = this.pairs.filter(({ start, to }) => start === lookedAt || to === lookedAt);
    const near = new Set(own.flatMap(({ start, to }) => [start, to]));
    for (const [step, box] of this.boxes) {
      box.classList.toggle("here", step === at);
      box.classList.toggle("looked-at", step === lookedAt);
      box.classList.toggle("far", !near.has(step) && step !== lookedAt && step !== at);
      box.setAttribute("aria-current", step === at ? "step" : "false");
    }
    this.lit.replaceChildren(...own.map((pair) => this.arrow(pair, pair.start === lookedAt ? "out" : "in")));
  }

  /** Groups go down the columns, one after the other, so that all are about as long. */
  layOut(groups, width, chosen) {
    const count = Math.max(1, Math.min(3, Math.floor((width + CORRIDOR) / (COLUMN + PADDING * 2 + CORRIDOR))));
    const column = (width - CORRIDOR * (count - 1)) / count;
    const columns = inColumns(groups, count);
    const parts = [];
    this.height = 0;
    for (const [index, inColumn] of columns.entries()) {
      let y = 0;
      for (const { name, steps } of inColumn) {
        const x = index * (column + CORRIDOR);
        const height = heightOf(steps);
        parts.push(draw("rect", { class: "group", x: x + 0.5, y: y + 0.5, width: column - 1, height: height - 1, rx: 12 }));
        parts.push(draw("text", { class: "group-name", x: x + PADDING, y: y + 17 }, shortened(name, column - 2 * PADDING - 8)));
        for (const [row, step] of steps.entries()) {
          const place = { x: x + PADDING, y: y + TITLE + PADDING / 2 + row * (BOX + GAP), width: column - 2 * PADDING, height: BOX, column: index };
          this.places.set(step, place);
          this.boxes.set(step, stepBox(step, { ...place, chosen }));
        }
        y += height + BETWEEN;
      }
      this.height = Math.max(this.height, y - BETWEEN);
    }
    return parts;
  }

  arrow({ start, to }, className = "") {
    const path = curve(this.places.get(start), this.places.get(to));
    const line = draw("path", { class: `arrow ${className}`, d: path.line });
    return className ? draw("g", { class: className }, line, draw("polygon", { class: "head", points: path.head })) : line;
  }
}

function inColumns(groups, count) {
  const total = groups.reduce((sum, { steps }) => sum + heightOf(steps) + BETWEEN, 0);
  const columns = Array.from({ length: count }, () => []);
  let sum = 0;
  for (const group of groups) {
    const height = heightOf(group.steps) + BETWEEN;
    columns[Math.min(count - 1, Math.floor((sum + height / 2) / (total / count)))].push(group);
    sum += height;
  }
  return columns;
}

function heightOf(steps) {
  return TITLE + PADDING * 1.5 + steps.length * (BOX + GAP) - GAP;
}

/** From the side of one box to the side of another, through the corridors between the columns. */
function curve(from, to) {
  const forward = to.column > from.column || (to.column === from.column && to.y > from.y);
  const same = to.column === from.column;
  const startSide = forward ? 1 : -1;
  const endSide = same ? startSide : -startSide;
  const [x1, y1] = edge(from, startSide, 4);
  const [x2, y2] = edge(to, endSide, -4);
  const bend = same ? Math.min(26, 12 + Math.abs(y2 - y1) / 10) : Math.max(26, Math.abs(x2 - x1) / 2);
  const line = `M${x1} ${y1} C${x1 + startSide * bend} ${y1} ${x2 + endSide * bend} ${y2} ${x2} ${y2}`;
  return { line, head: [[x2, y2], [x2 + endSide * 7, y2 - 4], [x2 + endSide * 7, y2 + 4]].map((point) => point.join(",")).join(" ") };
}

function edge({ x, y, width, height }, side, lower) {
  return [side > 0 ? x + width : x, y + height / 2 + lower];
}

/** Each pair of steps once, however many events lead from one to the other; only the steps' own. */
function pairsOf(arrows) {
  const found = new Map();
  for (const { start, to, ...arrow } of arrows) {
    if (start !== to && isOwn(arrow)) found.set(`${start} ${to}`, { start, to });
  }
  return [...found.values()];
}
