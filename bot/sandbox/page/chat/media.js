// What a message shows beside its words: pictures, films, sounds, files. What is only drawn is in cards.js.

import { button, element, icon, still } from "../elements.js";
import { card } from "./cards.js";
import { player } from "./player.js";
import { kindOf } from "./summary.js";

const FILE = "M7 3h7l4 4v14H7zM14 3v4h4";
const CROSS = "M6 6l12 12M18 6L6 18";
const GONE = "M4 5h16v14H4zM4 16l5-5 4 4 3-3 4 4M4 4l16 16";
const SHOWN = {
  photo: picture,
  animation: film,
  video: film,
  video_note: film,
  audio: sound,
  voice: sound,
  sticker,
  document: file,
};

/** The element for a message's media; what is hidden is seen after a tap. */
export function media(message) {
  const made = (SHOWN[message.media] ?? card)(message);
  return message.details?.has_media_spoiler ? hidden(made, kindOf(message)) : made;
}

function hidden(made, kind) {
  const cover = button("cover", () => cover.replaceWith(made), { "aria-label": `${kind}, hidden: show` });
  const blurred = made.cloneNode(true);
  blurred.inert = true;
  cover.append(blurred);
  return cover;
}

/** Where the file of a message is served. */
function source(message) {
  return `/sandbox/files/${encodeURIComponent(message.file_id)}`;
}

function picture(message) {
  if (!message.file_id) return missing(message);
  const attributes = { src: source(message), alt: message.text || "Photo", draggable: "false" };
  const made = element("img", { className: "picture", attributes });
  const opener = button("film", () => lookAt(attributes), { "aria-label": `Photo${message.text ? `, ${message.text}` : ""}: open` }, made);
  keepRoom(made, message);
  made.addEventListener("error", () => opener.replaceWith(missing(message)));
  return opener;
}

/** The whole picture, as large as the window lets it be. */
function lookAt(attributes) {
  const viewer = element("dialog", { className: "viewer", attributes: { "aria-label": "Photo" } });
  viewer.append(element("img", { attributes }), button("viewer-close", () => viewer.close(), { "aria-label": "Close" }, icon(CROSS)));
  viewer.addEventListener("click", () => viewer.close());
  viewer.addEventListener("close", () => viewer.remove());
  document.body.append(viewer);
  viewer.showModal();
}

/** Without sound, again and again; a tap stops it. Who wants things still starts it. */
function film(message) {
  if (!message.file_id) return missing(message);
  const attributes = { src: source(message), playsinline: "", preload: "metadata" };
  const made = element("video", { className: "picture", attributes });
  Object.assign(made, { muted: true, loop: true, autoplay: !still() });
  keepRoom(made, message);
  const box = element("button", {
    className: `film ${message.media}`,
    attributes: { type: "button", "aria-label": `${kindOf(message)}: play or pause` },
  });
  box.append(made);
  if (message.media === "animation") box.append(element("span", { className: "film-mark", attributes: { "aria-hidden": "true" } }, "GIF"));
  const marked = () => box.classList.toggle("paused", made.paused);
  for (const kind of ["play", "pause", "loadeddata"]) made.addEventListener(kind, marked);
  marked();
  box.addEventListener("click", () => (made.paused ? made.play().catch(() => {}) : made.pause()));
  made.addEventListener("error", () => box.replaceWith(missing(message)));
  return box;
}

/** Keeps the room of a picture whose size is known, so that nothing moves when it comes. */
function keepRoom(made, { details = {} }) {
  if (details.width > 0 && details.height > 0) Object.assign(made, { width: details.width, height: details.height });
}

function sound(message) {
  return player(message, message.file_id ? source(message) : "");
}

function sticker(message) {
  const emoji = element("div", { className: "sticker-emoji" }, message.details?.emoji || "👍");
  if (!message.file_id) return emoji;
  const made = element("img", { className: "sticker", attributes: { src: source(message), alt: `Sticker ${message.details?.emoji ?? ""}` } });
  made.addEventListener("error", () => made.replaceWith(emoji));
  // A sample has a picture of next to nothing.
  made.addEventListener("load", () => made.naturalWidth < 8 && made.replaceWith(emoji));
  return made;
}

function file(message) {
  const { file_name, details = {} } = message;
  const attributes = message.file_id ? { href: source(message), download: file_name || "" } : {};
  const lines = element(
    "span",
    { className: "row-lines" },
    element("strong", {}, file_name || "File"),
    element("small", {}, [size(details.file_size), extension(file_name)].filter(Boolean).join(" · ") || "File"),
  );
  return element("a", { className: "row document", attributes }, element("span", { className: "disc" }, icon(FILE)), lines);
}

function missing(message) {
  return element("div", { className: "missing" }, icon(GONE), element("span", {}, `${kindOf(message)}: the file is not here`));
}

/** "12.4 KB" */
export function size(bytes) {
  if (!(bytes >= 0)) return "";
  const units = ["B", "KB", "MB"];
  const power = Math.min(2, Math.floor(Math.log(Math.max(bytes, 1)) / Math.log(1024)));
  return `${(bytes / 1024 ** power).toFixed(power ? 1 : 0)} ${units[power]}`;
}

function extension(name = "") {
  return name.includes(".") ? name.split(".").pop().toUpperCase() : "";
}
