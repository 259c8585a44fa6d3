// One message as an element.

import { button, element, spoken } from "../elements.js";
import { hour } from "../time/words.js";
import { rendered } from "./entities.js";
import { inlineKeys } from "./inline_keys.js";
import { media } from "./media.js";
import { summary } from "./summary.js";

const SERVICE = { pinned_message: "pinned a message", left_chat_member: "left the chat" };
const ON_THE_WALL = ["sticker", "dice", "video_note"];
const EMOJI_ALONE = /^(?:\p{RGI_Emoji}|❤){1,3}$/v;
const BELOW_PICTURES = ["photo", "animation", "video"];

/** The element; `original` is the message it replies to, if that is still there.
 *
 * `doing` has tap(message, row, column), sendCommand(words), more(message, item, at) and goTo(messageId).
 */
export function bubbleOf(message, original, doing) {
  const side = message.from_bot ? "bot" : "own";
  const made = element("div", { className: `message ${side}`, attributes: { role: "article", tabindex: "-1" } });
  made.dataset.message = message.message_id;
  if (message.media in SERVICE) {
    made.className = "message service";
    made.append(element("span", {}, `${message.sender} ${SERVICE[message.media]}`));
    return made;
  }
  made.dataset.side = side;
  if (message.media_group_id) made.dataset.album = message.media_group_id;
  const bubble = element("div", { className: "bubble" });
  if (message.forwarded_from) bubble.append(element("div", { className: "forwarded" }, `Forwarded from ${message.forwarded_from}`));
  if (message.reply_to) bubble.append(quoted(message, original, doing));
  if (message.media) {
    bubble.classList.add("with-media", `of-${message.media}`);
    if (ON_THE_WALL.includes(message.media)) bubble.classList.add("on-the-wall");
    bubble.append(media(message));
    if (message.details?.show_caption_above_media) bubble.classList.add("caption-above");
  }
  if (message.media && !message.text) bubble.classList.add("no-words");
  if (BELOW_PICTURES.includes(message.media) && !message.text) bubble.classList.add("bare");
  if (isEmojiAlone(message)) bubble.classList.add("on-the-wall", "emoji-alone");
  bubble.append(words(message, doing));
  if (message.reactions?.length) bubble.append(reactions(message.reactions));
  const more = button("more", () => doing.more(message, made), {
    tabindex: "-1",
    "aria-label": "More about this message",
    "aria-haspopup": "menu",
  });
  const body = element("div", { className: "body" }, bubble, more);
  if (message.keyboard.length) body.append(inlineKeys(message.keyboard, (row, column) => doing.tap(message, row, column)));
  made.append(spoken(message.from_bot ? `${message.sender}: ` : "You: "), body);
  return made;
}

/** One to three emoji and nothing else: they are shown large, without a bubble. */
function isEmojiAlone({ media, text, reply_to, forwarded_from }) {
  return !media && !reply_to && !forwarded_from && EMOJI_ALONE.test(text);
}

export function words(message, doing) {
  const made = element("div", { className: "words", attributes: { dir: "auto" } });
  made.append(...rendered(message.text, message.entities, doing.sendCommand), stamp(message));
  return made;
}

function quoted({ reply_to: messageId, quote }, original, doing) {
  return button(
    "quoted",
    () => doing.goTo(messageId),
    {},
    element("strong", {}, original?.sender ?? "Deleted message"),
    element("span", {}, quote || (original ? summary(original) : "")),
  );
}

/** The bot's reactions, below the words. */
function reactions(given) {
  const each = given.map(({ emoji = "⭐" }) => element("span", { className: "reaction" }, emoji));
  return element("div", { className: "reactions", attributes: { role: "group", "aria-label": "Reactions" } }, ...each);
}

function stamp(message) {
  const time = hour(new Date(message.date * 1000));
  const made = element("span", { className: "stamp" }, message.edited ? `edited ${time}` : time);
  if (!message.from_bot) made.append(element("span", { className: "ticks", attributes: { "aria-hidden": "true" } }));
  return made;
}
