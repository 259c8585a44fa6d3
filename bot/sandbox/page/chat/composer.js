// The input line. Each person has a draft of their own, which neither a reload nor a sandbox that is away loses.

import { find } from "../elements.js";
import { Commands } from "./commands.js";
import { draftOf, keepDraft } from "./drafts.js";

const MOST_PIXELS = 140;

/** Calls `send(text)` for what is typed, which gives what stands here then, null if it could not be sent;
 * `say(command)` for a command that was chosen; `cancel()` when a reply or an edit is given up;
 * `up()` for who goes up from an empty line.
 */
export class Composer {
  constructor({ send, say, cancel, pasted, up }) {
    this.form = find(".composer");
    this.input = find(".input");
    this.person = 0;
    this.send = send;
    this.say = say;
    this.sending = null;
    this.again = false;
    this.cancel = cancel;
    this.up = up;
    const complete = (text) => this.write(text);
    this.commands = new Commands({ input: this.input, chosen: (command) => this.chosen(command), complete });
    this.form.addEventListener("submit", (event) => this.submit(event));
    this.input.addEventListener("input", () => this.changed());
    this.input.addEventListener("keydown", (event) => this.key(event));
    this.input.addEventListener("paste", (event) => {
      const picture = [...event.clipboardData.files].find((file) => file.type.startsWith("image/"));
      if (!picture) return;
      event.preventDefault();
      pasted(picture);
    });
    this.changed();
  }

  /** Turns to another person's draft. */
  turnTo(person) {
    this.person = person;
    this.write(draftOf(person).text);
  }

  get text() {
    return this.input.value;
  }

  write(text) {
    this.input.value = text;
    this.changed();
  }

  focus() {
    this.input.focus({ preventScroll: true });
  }

  submit(event) {
    event.preventDefault();
    // One after the other; whoever presses Enter twice has sent it once.
    if (this.sending === null) return this.sendTyped();
    this.again = this.text !== this.sending;
    return undefined;
  }

  /** The words stay until they are sent; what is typed meanwhile stays as well. */
  async sendTyped() {
    const { person, text } = this;
    if (!text.trim()) return;
    this.again = false;
    this.sending = text;
    const rest = await this.send(text);
    this.sending = null;
    if (rest === null) return;
    const without = (typed) => rest + (typed.startsWith(text) ? typed.slice(text.length) : typed);
    if (person === this.person) this.write(without(this.text));
    else keepDraft(person, { text: without(draftOf(person).text) });
    if (this.again) await this.sendTyped();
  }

  /** A command was chosen from the list: half of it may stand in the input line. */
  async chosen(command) {
    const done = await this.say(`/${command}`);
    if (done && this.text.startsWith("/")) this.write("");
  }

  changed() {
    this.input.style.height = "auto";
    // Nothing is known of its height while it is hidden.
    const { scrollHeight } = this.input;
    if (scrollHeight) this.input.style.height = `${Math.min(scrollHeight, MOST_PIXELS)}px`;
    const filled = this.text.trim() !== "";
    this.form.classList.toggle("filled", filled);
    this.commands.suggest(this.text);
    keepDraft(this.person, { text: this.text });
  }

  key(event) {
    if (this.commands.key(event)) return;
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) this.submit(event);
    else if (event.key === "Escape") this.cancel();
    else if (event.key === "ArrowUp" && !this.text) {
      event.preventDefault();
      this.up();
    }
  }
}
