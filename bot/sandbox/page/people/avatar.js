// The round picture of somebody: the first letter of the name, in a colour of their own.

import { element } from "../elements.js";

const COLOURS = 7;

/** For a person, a bot or a contact: anything with an id and a name. */
export function avatar(id, name) {
  const colour = Math.abs(Number(id) || 0) % COLOURS;
  const letter = [...name.trim()][0]?.toUpperCase() ?? "?";
  return element("span", { className: `avatar colour-${colour}`, attributes: { "aria-hidden": "true" } }, letter);
}
