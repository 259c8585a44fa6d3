// Message text with entities, as nodes. Offsets count UTF-16 code units, as JavaScript's strings do.

import { element } from "../elements.js";
import { shown } from "../people/who.js";
import { now } from "../time/now.js";
import { formatter } from "../time/zone.js";

const TAGS = {
  bold: "strong",
  italic: "em",
  underline: "u",
  strikethrough: "s",
  code: "code",
  pre: "pre",
  blockquote: "blockquote",
};

const BLOCKS = ["pre", "blockquote", "expandable_blockquote"];

/** The nodes for `text`; `sendCommand` is called when somebody taps a /command in it. */
export function rendered(text, entities, sendCommand) {
  return between(text, 0, text.length, [...entities], sendCommand);
}

function between(text, start, end, entities, sendCommand) {
  const nodes = [];
  let at = start;
  while (entities.length && entities[0].offset < end) {
    const entity = entities.shift();
    const stop = Math.min(entity.offset + entity.length, end);
    if (entity.offset > at) nodes.push(text.slice(at, entity.offset));
    const inner = between(text, entity.offset, stop, entities, sendCommand);
    nodes.push(wrapped(entity, text.slice(entity.offset, stop), inner, sendCommand));
    // A block ends its line by itself.
    at = BLOCKS.includes(entity.type) && text[stop] === "\n" ? stop + 1 : stop;
  }
  if (end > at) nodes.push(text.slice(at, end));
  return nodes;
}

function wrapped(entity, words, inner, sendCommand) {
  if (entity.type in TAGS) return element(TAGS[entity.type], {}, ...inner);
  switch (entity.type) {
    case "expandable_blockquote":
      return expandable(inner);
    case "spoiler":
      return spoiler(inner);
    case "text_link":
      return link(entity.url, inner);
    case "url":
      return link(words.includes("://") ? words : `https://${words}`, inner);
    case "email":
      return link(`mailto:${words}`, inner);
    case "phone_number":
      return link(`tel:${words.replaceAll(/[^+\d]/g, "")}`, inner);
    case "bot_command":
      return command(words, sendCommand);
    case "date_time":
      return dateTime(entity, inner);
    default:
      return element("span", { className: entity.type }, ...inner);
  }
}

function link(target, inner) {
  const safe = /^(https?|mailto|tel):/i.test(target);
  const made = element("a", { attributes: safe ? { target: "_blank", rel: "noopener noreferrer" } : {} }, ...inner);
  if (safe) made.href = target;
  return made;
}

function command(words, sendCommand) {
  const made = element("button", { className: "command-link", attributes: { type: "button" } }, words);
  made.addEventListener("click", () => sendCommand(words));
  return made;
}

function spoiler(inner) {
  const made = element("span", { className: "spoiler", attributes: { role: "button", tabindex: "0" } }, ...inner);
  const reveal = () => made.classList.add("revealed");
  made.addEventListener("click", reveal);
  made.addEventListener("keydown", (event) => (event.key === "Enter" || event.key === " ") && reveal());
  return made;
}

/** A quote that shows three lines until it is opened. */
function expandable(inner) {
  const words = element("div", { className: "quote-words" }, ...inner);
  const toggle = element(
    "button",
    { className: "quote-toggle", attributes: { type: "button", "aria-expanded": "false" } },
    "Show more",
  );
  const made = element("blockquote", { className: "expandable" }, words, toggle);
  toggle.addEventListener("click", () => {
    const open = made.classList.toggle("open");
    toggle.setAttribute("aria-expanded", String(open));
    toggle.textContent = open ? "Show less" : "Show more";
  });
  // Whether there is anything to unfold is known once it is laid out.
  requestAnimationFrame(() => {
    if (words.scrollHeight <= words.clientHeight + 1) made.classList.add("short");
  });
  return made;
}

/** A moment, in the reader's own words and zone when a format is given. */
function dateTime(entity, inner) {
  const moment = new Date(entity.unix_time * 1000);
  const format = entity.date_time_format ?? "";
  const title = words(moment, "wDT");
  const made = element("time", { attributes: { datetime: moment.toISOString(), title } });
  if (format === "r") made.append(relative(moment));
  else if (format === "") made.append(...inner);
  else made.append(words(moment, format));
  return made;
}

function words(moment, format) {
  return formatter(language(), options(format)).format(moment);
}

function options(format) {
  const chosen = {};
  if (format.includes("w")) chosen.weekday = "long";
  if (format.includes("d")) Object.assign(chosen, { day: "numeric", month: "numeric", year: "2-digit" });
  if (format.includes("D")) Object.assign(chosen, { day: "numeric", month: "long", year: "numeric" });
  if (/t/i.test(format)) Object.assign(chosen, { hour: "2-digit", minute: "2-digit" });
  if (format.includes("T")) chosen.second = "2-digit";
  return chosen;
}

function relative(moment) {
  const seconds = (moment - now()) / 1000;
  const units = [["day", 86400], ["hour", 3600], ["minute", 60], ["second", 1]];
  const [unit, size] = units.find(([, length]) => Math.abs(seconds) >= length) ?? units[3];
  return relativeFormat().format(Math.round(seconds / size), unit);
}

function relativeFormat() {
  try {
    return new Intl.RelativeTimeFormat(language());
  } catch {
    return new Intl.RelativeTimeFormat("en-GB");
  }
}

/** The language of the person's app; English as in Europe, as everything else here, when it is English. */
function language() {
  const code = shown()?.language_code || "en";
  return code === "en" ? "en-GB" : code;
}
