// What the next message answers, or which message is being edited.

import { find } from "../elements.js";
import { doing } from "./doing.js";
import { draftOf, keepDraft } from "./drafts.js";
import { summary } from "./summary.js";

/** Keeps that, and sends accordingly. */
export class Target {
  constructor(composer) {
    this.composer = composer;
    this.message = null;
    this.edit = false;
    find(".context-close").addEventListener("click", () => this.leave());
  }

  /** Turns to what another person has begun; `find(id)` gives a message of theirs. */
  turnTo(person, find) {
    const { target, edit } = draftOf(person);
    this.message = find(target) ?? null;
    this.edit = Boolean(this.message && edit);
    this.show();
    if (target && !this.message) this.drop(edit);
  }

  reply(message) {
    this.take(message, false);
    this.composer.focus();
  }

  change(message) {
    this.take(message, true);
    this.composer.focus();
  }

  /** Gives it up; what stood there before an edit comes back. */
  leave() {
    if (!this.message) return;
    this.drop(this.edit);
    this.composer.focus();
  }

  /** A message that is gone can't be answered. */
  forget(messageId) {
    if (this.message?.message_id === messageId) this.drop(this.edit);
  }

  /** Sends it; gives what stands in the input line then, null when it could not be sent and all stays. */
  async send(text) {
    const { message, edit } = this;
    const { person } = this.composer;
    const done = edit
      ? await doing("edit", { message_id: message.message_id, text })
      : await doing("send", { text, reply_to: message?.message_id });
    if (!done) return null;
    const { before } = draftOf(person);
    if (this.message === message && this.composer.person === person) this.clear();
    else keepDraft(person, { target: 0, edit: false, before: "" });
    return edit ? before : "";
  }

  take(message, edit) {
    const { person, text } = this.composer;
    const before = this.edit ? draftOf(person).before : text;
    if (edit) this.composer.write(message.text);
    else if (this.edit) this.composer.write(before);
    this.message = message;
    this.edit = edit;
    keepDraft(person, { target: message.message_id, edit, before: edit ? before : "" });
    this.show();
  }

  drop(edit) {
    const { before } = draftOf(this.composer.person);
    this.clear();
    if (edit) this.composer.write(before);
  }

  clear() {
    this.message = null;
    this.edit = false;
    keepDraft(this.composer.person, { target: 0, edit: false, before: "" });
    this.show();
  }

  show() {
    const { message, edit } = this;
    find(".context").hidden = !message;
    if (!message) return;
    find(".context-title").textContent = edit ? "Edit message" : `Reply to ${message.from_bot ? message.sender : "yourself"}`;
    find(".context-words").textContent = summary(message);
  }
}
