// Pictures that were sent together stand together: in two columns, with their words below.

import { element } from "../elements.js";
import { words } from "./bubble.js";

const IN_A_GRID = ["photo", "video", "animation"];

/** Whether a message belongs into a grid. */
export function isOfAlbum(message) {
  return Boolean(message.media_group_id) && IN_A_GRID.includes(message.media);
}

/** What stands in the list for a message's element: the album it is in, or the element. */
export function standing(item) {
  return item.closest(".album") ?? item;
}

/** Puts an element after `before` (an element of the list, or null): into its album if it goes on with that. */
export function join(made, message, before) {
  if (!isOfAlbum(message)) return made;
  if (before?.matches(".album") && before.dataset.album === message.media_group_id) {
    before.querySelector(".album-grid").append(made);
    return before;
  }
  const side = message.from_bot ? "bot" : "own";
  const attributes = { role: "group", "aria-label": "Album", "data-album": message.media_group_id, "data-side": side };
  const grid = element("div", { className: "album-grid" }, made);
  return element("div", { className: `album ${side}`, attributes }, grid);
}

/** The words below an album: those of its messages, the time once. */
export function caption(album, messages, doing) {
  const items = [...album.querySelectorAll("[data-message]")];
  const said = items.map((item) => messages.get(Number(item.dataset.message))).filter((message) => message?.text);
  album.querySelector(".album-words")?.remove();
  album.classList.toggle("with-words", said.length > 0);
  if (!said.length) return;
  album.append(element("div", { className: "album-words" }, ...said.map((message) => words(message, doing))));
}
