// The bot's own keyboard below the input line, and what it asks to be replied to.

import { button, element, find } from "../elements.js";
import { doing } from "./doing.js";
import { askForPlace } from "./location_dialog.js";
import { toast } from "./notices.js";
import { ask } from "../dialogs.js";

const PLACEHOLDER = "Message";

/** `send(text)` sends a key's words; `reply(messageId)` begins the reply the bot asks for; `isThere(messageId)`. */
export class ReplyKeyboard {
  constructor({ send, reply, isThere }) {
    this.send = send;
    this.reply = reply;
    this.isThere = isThere;
    this.now = {};
    this.keys = find(".reply-keyboard");
    this.toggle = find(".keyboard-toggle");
    this.shown = "";
    this.asked = 0;
    this.toggle.addEventListener("click", () => this.show(this.keys.hidden));
  }

  /** As it stands now; `anew` when another person's phone is shown. */
  set({ reply_keyboard, force_reply }, { anew = false } = {}) {
    this.now = { reply_keyboard, force_reply };
    const asked = force_reply && this.isThere(force_reply.message_id) ? force_reply : null;
    // What is asked for stands in the keyboard's place.
    const markup = asked ? null : reply_keyboard;
    const told = JSON.stringify(markup ?? null);
    const changed = anew || told !== this.shown;
    this.shown = told;
    if (changed) this.draw(markup);
    find(".input").placeholder = asked?.input_field_placeholder || markup?.input_field_placeholder || PLACEHOLDER;
    const target = asked?.message_id ?? 0;
    if (target && (anew || target !== this.asked)) this.reply(target);
    this.asked = target;
  }

  /** A question that is gone asks for nothing. */
  forget(messageId) {
    if (this.now.force_reply?.message_id === messageId) this.set(this.now);
  }

  draw(markup) {
    this.oneTime = Boolean(markup?.one_time_keyboard);
    this.persistent = Boolean(markup?.is_persistent);
    this.keys.classList.toggle("compact", Boolean(markup?.resize_keyboard));
    const rows = (markup?.keyboard ?? []).map((keys) =>
      element("div", { className: "keys" }, ...keys.map((key) => this.key(typeof key === "string" ? { text: key } : key))),
    );
    this.keys.replaceChildren(...rows);
    this.toggle.hidden = rows.length === 0 || this.persistent;
    this.show(rows.length > 0);
  }

  show(isShown) {
    this.keys.hidden = !isShown;
    this.toggle.setAttribute("aria-expanded", String(isShown));
  }

  key(key) {
    const style = ["primary", "success", "danger"].includes(key.style) ? key.style : "";
    return button(`reply-key ${style}`, () => this.press(key), {}, key.text);
  }

  async press(key) {
    let done = true;
    if (key.request_location) done = await askForPlace();
    else if (key.request_contact || key.request_phone_number) done = await this.shareContact();
    else if (["request_users", "request_user", "request_chat", "request_poll", "web_app", "request_managed_bot"].some((name) => key[name])) {
      toast("That works in Telegram alone, not in this sandbox.");
      return;
    } else done = await this.send(key.text);
    if (done && this.oneTime) {
      this.show(false);
      find(".input").focus();
    }
  }

  async shareContact() {
    const words = element("p", {}, "The bot will know this person's phone number.");
    return (await ask({ title: "Share the phone number?", content: [words], yes: "Share" })) && doing("contact");
  }
}
