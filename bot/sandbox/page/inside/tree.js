// A JSON value as a tree of names and values.

import { element } from "../elements.js";
import { isHolder, joined } from "./changes.js";

const DEEP = 2;
const GIST = 80;
const WAS = 36;

/**
 * The tree. What is as `usual` is dimmed; what is in `changes` (see changes.js) is marked. `folded` keeps by path
 * what somebody has folded or unfolded, from one drawing to the next.
 */
export function tree(values, { usual, changes, folded }) {
  const list = branch(values, usual, "", { changes, folded });
  list.classList.add("tree");
  return list;
}

function branch(values, usual, path, drawing) {
  const items = Object.entries(values).map(([name, value]) => item(name, value, usual?.[name], joined(path, name), drawing));
  return element("ul", {}, ...items);
}

function item(name, value, usual, path, drawing) {
  const change = drawing.changes.get(path);
  const made = element("li", {}, isFull(value) ? foldable(name, value, usual, path, drawing) : line(name, value, change));
  made.classList.toggle("usual", !change && JSON.stringify(value) === JSON.stringify(usual ?? null));
  made.classList.toggle("changed", Boolean(change));
  return made;
}

function line(name, value, change) {
  const made = element("div", { className: "tree-line" }, nameElement(name), element("span", { className: "tree-value" }, JSON.stringify(value)));
  if (change?.leaf && change.was !== undefined) {
    made.append(element("span", { className: "tree-was" }, element("span", { className: "visually-hidden" }, "before: "), shortened(change.was, WAS)));
  }
  return made;
}

function foldable(name, value, usual, path, drawing) {
  const summary = element("summary", { className: "tree-line" }, nameElement(name), element("span", { className: "tree-gist" }, shortened(value)));
  const made = element("details", {}, summary, branch(value, usual, path, drawing));
  made.open = drawing.folded.get(path) ?? path.split("/").length < DEEP;
  made.addEventListener("toggle", () => drawing.folded.set(path, made.open));
  return made;
}

function nameElement(name) {
  return element("span", { className: "tree-name" }, name);
}

function isFull(value) {
  return isHolder(value) && Object.keys(value).length > 0;
}

function shortened(value, most = GIST) {
  const text = JSON.stringify(value);
  return text.length > most ? `${text.slice(0, most)}…` : text;
}
