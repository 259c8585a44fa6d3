// The input line. Each person has a draft of their own, which a reload does not lose.

import { find } from "../elements.js";
import { Commands } from "./commands.js";

const MOST_PIXELS = 140;

/** Calls `send(text)` for what is typed; `cancel()` when a reply or an edit is given up. */
export class Composer {
  constructor({ send, cancel, pasted }) {
    this.form = find(".composer");
    this.input = find(".input");
    this.person = 0;
    this.send = send;
    this.cancel = cancel;
    this.commands = new Commands((command) => this.chosen(command), () => this.focus());
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
    this.write(stored(person));
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
    const text = this.input.value;
    if (!text.trim()) return;
    this.write("");
    this.send(text);
  }

  /** A command was chosen from the list: half of it may stand in the input line. */
  chosen(command) {
    if (this.input.value.startsWith("/")) this.write("");
    this.send(`/${command}`);
  }

  changed() {
    this.input.style.height = "auto";
    // Nothing is known of its height while it is hidden.
    const { scrollHeight } = this.input;
    if (scrollHeight) this.input.style.height = `${Math.min(scrollHeight, MOST_PIXELS)}px`;
    const filled = this.input.value.trim() !== "";
    this.form.classList.toggle("filled", filled);
    this.commands.suggest(this.input.value);
    store(this.person, this.input.value);
  }

  key(event) {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) this.submit(event);
    else if (event.key === "Escape") this.commands.open ? this.commands.close() : this.cancel();
    else if (event.key === "ArrowUp" && this.commands.open) {
      event.preventDefault();
      this.commands.enter();
    }
  }
}

function stored(person) {
  try {
    return sessionStorage.getItem(`draft ${person}`) ?? "";
  } catch {
    return "";
  }
}

function store(person, text) {
  if (!person) return;
  try {
    if (text) sessionStorage.setItem(`draft ${person}`, text);
    else sessionStorage.removeItem(`draft ${person}`);
  } catch {
    // A browser that keeps nothing: a draft is lost with the reload.
  }
}
