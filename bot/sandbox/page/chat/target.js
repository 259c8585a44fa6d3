// What the next message answers, or which message is being edited.

import { find } from "../elements.js";
import { doing } from "./doing.js";
import { summary } from "./summary.js";

/** Keeps that, and sends accordingly. */
export class Target {
  constructor(composer) {
    this.composer = composer;
    this.message = null;
    this.edit = false;
    find(".context-close").addEventListener("click", () => this.leave());
  }

  reply(message) {
    this.take(message, false);
  }

  change(message) {
    this.take(message, true);
  }

  /** Gives it up. */
  leave() {
    if (!this.message) return;
    const { edit } = this;
    this.message = null;
    find(".context").hidden = true;
    if (edit) this.composer.write("");
    this.composer.focus();
  }

  /** A message that is gone can't be answered. */
  forget(messageId) {
    if (this.message?.message_id === messageId) this.leave();
  }

  send(text) {
    const { message, edit } = this;
    this.message = null;
    find(".context").hidden = true;
    if (message && edit) return doing("edit", { message_id: message.message_id, text });
    return doing("send", { text, reply_to: message?.message_id });
  }

  take(message, edit) {
    const wasEdit = this.message && this.edit;
    this.message = message;
    this.edit = edit;
    find(".context").hidden = false;
    find(".context-title").textContent = edit ? "Edit message" : `Reply to ${message.from_bot ? message.sender : "yourself"}`;
    find(".context-words").textContent = summary(message);
    if (edit) this.composer.write(message.text);
    else if (wasEdit) this.composer.write("");
    this.composer.focus();
  }
}
