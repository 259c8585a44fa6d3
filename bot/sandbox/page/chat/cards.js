// Media without a file: places, contacts, polls, dice. No map is fetched: one is drawn.

import { element, icon, spoken } from "../elements.js";
import { avatar } from "../people/avatar.js";
import { kindOf } from "./summary.js";

const PIN = "M12 21s7-6.300 7-11.500a7 7 0 0 0-14 0C5 14.700 12 21 12 21zM12 12a2.500 2.500 0 1 0 0-5 2.500 2.500 0 0 0 0 5z";
const CARDS = { location: place, venue: place, contact, poll, dice };

/** The element for a message's media; of a kind nobody here can draw, its name. */
export function card(message) {
  return (CARDS[message.media] ?? unknown)(message, message.details ?? {});
}

function place(message, details) {
  const { latitude, longitude } = details.location ?? details;
  const known = Number.isFinite(latitude) && Number.isFinite(longitude);
  const map = element("div", { className: "map" }, icon(PIN), spoken(kindOf(message)));
  const where = known ? `${degrees(latitude, "N", "S")}, ${degrees(longitude, "E", "W")}` : "Location";
  const lines = [
    ...(details.title ? [element("strong", {}, details.title)] : []),
    ...(details.address ? [element("span", {}, details.address)] : []),
    element("small", {}, where),
  ];
  return element("div", { className: "place" }, map, element("div", { className: "place-words" }, ...lines));
}

function degrees(value, positive, negative) {
  return `${Math.abs(value).toFixed(4)}° ${value < 0 ? negative : positive}`;
}

function contact(message, { first_name = "Contact", last_name = "", phone_number = "", user_id = 0 }) {
  const name = `${first_name} ${last_name}`.trim();
  const lines = element("span", { className: "row-lines" }, element("strong", {}, name), element("small", {}, phone_number));
  return element("div", { className: "row contact" }, avatar(user_id, name), lines);
}

function poll(message, { question = "Poll", options = [], type = "regular", is_anonymous = true, total_voter_count = 0 }) {
  const kind = `${is_anonymous ? "Anonymous " : ""}${type === "quiz" ? "Quiz" : "Poll"}`;
  const items = options.map((option) =>
    element("li", {}, element("i", { attributes: { "aria-hidden": "true" } }), typeof option === "string" ? option : option.text),
  );
  const votes = total_voter_count ? `${total_voter_count} votes` : "No votes yet";
  return element(
    "div",
    { className: "poll" },
    element("strong", {}, question),
    element("small", {}, kind),
    element("ul", {}, ...items),
    element("small", { className: "poll-votes" }, votes),
  );
}

function dice(message, { emoji = "🎲", value = "" }) {
  return element("div", { className: "sticker-emoji" }, emoji, element("span", { className: "dice-value" }, spoken("shows "), String(value)));
}

function unknown(message) {
  return element("div", { className: "missing" }, element("span", {}, kindOf(message)));
}
