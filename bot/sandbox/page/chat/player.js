// A voice message or a piece of music: a button, its shape or its name, how long it is.

import { button, element, icon } from "../elements.js";

const PLAY = "M8 5l11 7-11 7z";
const PAUSE = "M8 5v14M16 5v14";
const BARS = 34;

/** A player for a message; without a `source` it is only to look at. */
export function player(message, source) {
  const { media, details = {}, file_name } = message;
  const isVoice = media === "voice";
  const title = details.title || file_name || "Audio";
  const length = element("small", {}, clock(details.duration ?? 0));
  const shape = isVoice ? wave(message.message_id) : element("strong", {}, title);
  const sound = source ? element("audio", { attributes: { src: source, preload: "none" } }) : null;
  const press = button("disc", () => toggle(sound), { "aria-label": isVoice ? "Play the voice message" : `Play ${title}` });
  press.append(icon(PLAY));
  press.disabled = !sound;
  if (sound) connect(sound, press, length, shape);
  const made = element("div", { className: `row ${media}` }, press, element("span", { className: "row-lines" }, shape, length));
  if (sound) made.append(sound);
  return made;
}

function toggle(sound) {
  if (sound.paused) sound.play().catch(() => {});
  else sound.pause();
}

function connect(sound, press, length, shape) {
  const marked = () => press.replaceChildren(icon(sound.paused ? PLAY : PAUSE));
  for (const kind of ["play", "pause", "ended"]) sound.addEventListener(kind, marked);
  sound.addEventListener("error", () => {
    press.disabled = true;
    length.textContent = "The file is not here";
  });
  sound.addEventListener("timeupdate", () => {
    length.textContent = clock(sound.currentTime);
    const done = (sound.currentTime / sound.duration) * BARS;
    [...shape.children].forEach((bar, index) => bar.classList.toggle("heard", index < done));
  });
}

/** The shape of a voice: nobody here listens to the file, so it is made of the message's number. */
function wave(seed) {
  const bars = Array.from({ length: BARS }, (_, index) => {
    const loud = Math.abs(Math.sin(seed * 7.3 + index * 1.7) * Math.sin(index * 0.45 + seed));
    return element("i", { className: `loud-${Math.round(loud * 5)}` });
  });
  return element("span", { className: "wave", attributes: { "aria-hidden": "true" } }, ...bars);
}

function clock(seconds) {
  return `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, "0")}`;
}
