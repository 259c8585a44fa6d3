// The input line, and the bot's commands offered with it.

import { element, find } from "../elements.js";

/** Calls `send(text)` for what is typed; `cancel()` when a reply or an edit is given up. */
export class Composer {
  constructor(send, cancel) {
    this.form = find(".composer");
    this.input = find(".input");
    this.list = find(".commands");
    this.opener = find(".menu-button");
    this.commands = [];
    this.send = send;
    this.cancel = cancel;
    this.form.addEventListener("submit", (event) => this.submit(event));
    this.input.addEventListener("input", () => this.changed());
    this.input.addEventListener("keydown", (event) => this.key(event));
    this.opener.addEventListener("click", () => (this.list.hidden ? this.offer(this.commands) : this.close()));
    find(".context-close").addEventListener("click", () => cancel());
    this.changed();
  }

  setCommands(commands) {
    this.commands = commands;
    this.opener.hidden = commands.length === 0;
    if (!this.list.hidden) this.changed();
  }

  /** Says what the next message answers or changes; "" for nothing. */
  setContext(words, text = "") {
    find(".context").hidden = !words;
    find(".context-words").textContent = words;
    if (words) this.input.value = text;
    this.input.focus();
    this.changed();
  }

  submit(event) {
    event.preventDefault();
    const text = this.input.value;
    if (!text.trim()) return;
    this.input.value = "";
    this.changed();
    this.send(text);
  }

  changed() {
    this.input.style.height = "auto";
    this.input.style.height = `${Math.min(this.input.scrollHeight, 140)}px`;
    this.form.classList.toggle("filled", this.input.value.trim() !== "");
    const typed = this.input.value;
    const fitting = typed.startsWith("/") ? this.commands.filter((each) => `/${each.command}`.startsWith(typed)) : [];
    if (fitting.length) this.offer(fitting);
    else this.close();
  }

  offer(commands) {
    this.list.replaceChildren(...commands.map((each) => this.option(each)));
    this.list.hidden = false;
    this.opener.setAttribute("aria-expanded", "true");
  }

  close() {
    this.list.hidden = true;
    this.opener.setAttribute("aria-expanded", "false");
  }

  option({ command, description }) {
    const made = element(
      "li",
      { attributes: { role: "option", tabindex: "-1", "aria-selected": "false" } },
      element("span", { className: "command-words" }, description),
      element("span", { className: "command-name" }, `/${command}`),
    );
    made.addEventListener("click", () => this.choose(command));
    made.addEventListener("keydown", (event) => this.optionKey(event, command));
    return made;
  }

  choose(command) {
    this.input.value = "";
    this.changed();
    this.send(`/${command}`);
    this.input.focus();
  }

  key(event) {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) this.submit(event);
    else if (event.key === "Escape") this.list.hidden ? this.cancel() : this.close();
    else if (event.key === "ArrowUp" && !this.list.hidden) {
      event.preventDefault();
      this.list.lastElementChild.focus();
    }
  }

  optionKey(event, command) {
    const next = { ArrowUp: "previousElementSibling", ArrowDown: "nextElementSibling" }[event.key];
    if (next) {
      event.preventDefault();
      (event.currentTarget[next] ?? this.input).focus();
    } else if (event.key === "Enter") {
      event.preventDefault();
      this.choose(command);
    } else if (event.key === "Escape") {
      this.close();
      this.input.focus();
    }
  }
}
