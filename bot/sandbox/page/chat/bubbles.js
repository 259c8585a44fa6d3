// The messages: one element each, replaced in place when it is edited.

import { element } from "../elements.js";
import { rendered } from "./entities.js";

// Made once: a formatter costs more than a message.
const DAY = new Intl.DateTimeFormat(undefined, { day: "numeric", month: "long" });
const TIME = new Intl.DateTimeFormat(undefined, { hour: "2-digit", minute: "2-digit" });
const NO_FILE = { voice: "Voice message", sticker: "👍", photo: "Photo", location: "Location" };

/** The list of messages. `doing` has tap(message, row, column), sendCommand(words), choose(message, place). */
export class Bubbles {
  constructor(list, doing) {
    this.list = list;
    this.doing = doing;
    this.messages = new Map();
    this.items = new Map();
  }

  /** Shows exactly these. */
  reset(messages) {
    this.messages.clear();
    this.items.clear();
    this.list.replaceChildren();
    for (const message of messages) this.put(message);
  }

  /** Adds a message, or shows its newer version in the same place. */
  put(message) {
    const old = this.items.get(message.message_id);
    const made = this.item(message);
    this.messages.set(message.message_id, message);
    this.items.set(message.message_id, made);
    if (old) old.replaceWith(made);
    else this.add(message, made);
    this.group(made);
  }

  remove(messageId) {
    const old = this.items.get(messageId);
    this.messages.delete(messageId);
    this.items.delete(messageId);
    const after = old?.nextElementSibling;
    old?.remove();
    if (after) this.group(after);
  }

  /** Lets a tapped button spin until the bot has answered. */
  setBusy(messageId, row, column, busy) {
    const button = this.items.get(messageId)?.querySelector(`[data-place="${row},${column}"]`);
    button?.classList.toggle("busy", busy);
  }

  add(message, made) {
    const day = DAY.format(message.date * 1000);
    if (day !== this.list.dataset.day || !this.list.childElementCount) {
      this.list.dataset.day = day;
      this.list.append(element("div", { className: "day" }, element("span", {}, day)));
    }
    this.list.append(made);
  }

  /** Messages of one side in a row stand close together; only the last of them has a tail. */
  group(item) {
    for (const each of [item.previousElementSibling, item]) {
      const next = each?.nextElementSibling;
      const same = next?.dataset.side && next.dataset.side === each?.dataset.side;
      each?.classList.toggle("joined", Boolean(same));
    }
  }

  item(message) {
    const side = message.from_bot ? "bot" : "own";
    const bubble = element("div", { className: "bubble" });
    if (message.reply_to) bubble.append(this.quoted(message.reply_to));
    if (message.media) bubble.append(media(message));
    const words = element("div", { className: "words" });
    words.append(...rendered(message.text, message.entities, this.doing.sendCommand));
    words.append(stamp(message));
    bubble.append(words);
    if (message.media && !message.text) bubble.classList.add("bare");
    bubble.addEventListener("contextmenu", (event) => {
      event.preventDefault();
      this.doing.choose(message);
    });
    bubble.addEventListener("dblclick", () => this.doing.choose(message));
    const spoken = element("span", { className: "visually-hidden" }, message.from_bot ? `${message.sender}: ` : "You: ");
    const made = element("div", { className: `message ${side}` }, spoken, bubble);
    made.dataset.message = message.message_id;
    made.dataset.side = side;
    if (message.keyboard.length) made.append(this.keyboard(message));
    return made;
  }

  quoted(messageId) {
    const original = this.messages.get(messageId);
    return element(
      "div",
      { className: "quoted" },
      element("strong", {}, original?.sender ?? "Deleted message"),
      element("span", {}, original?.text || NO_FILE[original?.media] || ""),
    );
  }

  keyboard(message) {
    const rows = message.keyboard.map((buttons, row) =>
      element(
        "div",
        { className: "keys" },
        ...buttons.map((button, column) => this.key(message, button, row, column)),
      ),
    );
    return element("div", { className: "keyboard", attributes: { role: "group", "aria-label": "Choices" } }, ...rows);
  }

  key(message, button, row, column) {
    if (button.url) {
      const attributes = { target: "_blank", rel: "noopener noreferrer", class: "key" };
      const made = element("a", { attributes }, button.text, element("span", { className: "key-mark" }, "↗"));
      if (/^https?:/i.test(button.url)) made.href = button.url;
      return made;
    }
    const made = element("button", { className: `key ${button.style ?? ""}`, attributes: { type: "button" } }, button.text);
    made.dataset.place = `${row},${column}`;
    made.addEventListener("click", () => this.doing.tap(message, row, column));
    return made;
  }
}

function stamp(message) {
  const time = TIME.format(message.date * 1000);
  const made = element("span", { className: "stamp" }, message.edited ? `edited ${time}` : time);
  if (!message.from_bot) made.append(element("span", { className: "ticks", attributes: { "aria-hidden": "true" } }));
  return made;
}

function media(message) {
  const source = `/sandbox/files/${encodeURIComponent(message.file_id)}`;
  if (!message.file_id) return element("div", { className: `sample ${message.media}` }, NO_FILE[message.media] ?? message.media);
  if (message.media === "photo") return element("img", { attributes: { src: source, alt: message.text || "Photo" } });
  if (message.media === "animation") {
    const film = element("video", { attributes: { src: source, "aria-label": "Animation", playsinline: "" } });
    Object.assign(film, { muted: true, loop: true, autoplay: !matchMedia("(prefers-reduced-motion)").matches });
    film.addEventListener("click", () => (film.paused ? film.play() : film.pause()));
    return film;
  }
  return element("a", { className: "document", attributes: { href: source, download: message.file_name || "" } }, message.file_name || "Document");
}
