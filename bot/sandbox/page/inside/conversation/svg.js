// Makes parts of a drawing.

const NAMESPACE = "http://www.w3.org/2000/svg";
const SMALLEST = 24;
const pen = document.createElement("canvas").getContext("2d");

/** An SVG element with attributes and children (elements or strings). */
export function draw(name, attributes = {}, ...children) {
  const made = document.createElementNS(NAMESPACE, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

/** A drawing of this size. */
export function drawing(width, height, label, ...children) {
  return draw("svg", { viewBox: `0 0 ${width} ${height}`, width, height, role: "group", "aria-label": label }, ...children);
}

/** A box with a step's name, to be clicked if there is somebody to tell: `chosen(step)`. */
export function stepBox(step, { x, y, width, height = SMALLEST, className = "", chosen = null }) {
  const box = draw("g", { class: `step ${className}`, transform: `translate(${x} ${y})` });
  box.append(
    draw("rect", { width, height, rx: 7 }),
    draw("text", { x: width / 2, y: height / 2, class: "step-name" }, shortened(step, width - 12)),
    draw("title", {}, step),
  );
  if (chosen) becomeButton(box, step, chosen);
  return box;
}

function becomeButton(box, step, chosen) {
  for (const [key, value] of Object.entries({ role: "button", tabindex: 0, "aria-label": step })) box.setAttribute(key, value);
  box.addEventListener("click", () => chosen(step));
  box.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    chosen(step);
  });
}

/** The head of an arrow that ends at a point, pointing "right" or "up". */
export function head(x, y, to = "right") {
  const points = to === "right" ? [[-7, -4], [0, 0], [-7, 4]] : [[-4, 7], [0, 0], [4, 7]];
  return draw("polygon", { class: "head", points: points.map(([dx, dy]) => `${x + dx},${y + dy}`).join(" ") });
}

/** The text, or as much of it as is no wider than `width` at the drawing's size. */
export function shortened(text, width) {
  if (measured(text) <= width) return text;
  let end = text.length;
  while (end > 1 && measured(`${text.slice(0, end)}…`) > width) end -= 1;
  return `${text.slice(0, end)}…`;
}

/** How wide a text is at the drawing's size. */
export function measured(text) {
  pen.font = `12px ${getComputedStyle(document.body).fontFamily}`;
  return pen.measureText(text).width;
}
