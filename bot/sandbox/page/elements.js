// Makes elements. Words only ever become text nodes, so nothing anybody types can turn into markup.

const SVG = "http://www.w3.org/2000/svg";

/** An element with a class, attributes and children (elements or strings). */
export function element(name, { className = "", attributes = {} } = {}, ...children) {
  const made = document.createElement(name);
  if (className) made.className = className;
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

/** A button with an action. */
export function button(className, act, attributes = {}, ...children) {
  const made = element("button", { className, attributes: { type: "button", ...attributes } }, ...children);
  made.addEventListener("click", act);
  return made;
}

/** A line drawing of 24 by 24, for the eye alone. */
export function icon(path) {
  const made = document.createElementNS(SVG, "svg");
  made.setAttribute("viewBox", "0 0 24 24");
  made.setAttribute("aria-hidden", "true");
  made.classList.add("line-icon");
  const line = document.createElementNS(SVG, "path");
  line.setAttribute("d", path);
  made.append(line);
  return made;
}

/** The one element on the page that `selector` names. */
export function find(selector) {
  return document.querySelector(selector);
}

/** Words only for those who hear the page. */
export function spoken(words) {
  return element("span", { className: "visually-hidden" }, words);
}

/** Whether things should stay where they are instead of gliding. */
export function still() {
  return matchMedia("(prefers-reduced-motion: reduce)").matches;
}
