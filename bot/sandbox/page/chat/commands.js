// The bot's commands, offered above the input line.

import { element, find } from "../elements.js";

/** Calls `chosen(command)`; `back()` puts the focus where it was. */
export class Commands {
  constructor(chosen, back) {
    this.list = find(".commands");
    this.opener = find(".menu-button");
    this.all = [];
    this.chosen = chosen;
    this.back = back;
    this.opener.addEventListener("click", () => this.press());
    this.opener.addEventListener("keydown", (event) => event.key === "Escape" && this.close());
  }

  get open() {
    return !this.list.hidden;
  }

  set(commands) {
    this.all = commands;
    this.opener.hidden = commands.length === 0;
    if (!commands.length) this.close();
  }

  /** Offers those that what is typed may become. */
  suggest(typed) {
    const fitting = typed.startsWith("/") ? this.all.filter((each) => `/${each.command}`.startsWith(typed)) : [];
    if (fitting.length) this.offer(fitting);
    else this.close();
  }

  press() {
    if (this.open) return this.close();
    this.offer(this.all);
    return this.list.firstElementChild?.focus();
  }

  /** Goes into the list from the input line below it. */
  enter() {
    this.list.lastElementChild?.focus();
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
    made.addEventListener("keydown", (event) => this.key(event, command));
    return made;
  }

  choose(command) {
    this.close();
    this.chosen(command);
    this.back();
  }

  key(event, command) {
    const next = { ArrowUp: "previousElementSibling", ArrowDown: "nextElementSibling" }[event.key];
    if (next) (event.currentTarget[next] ?? { focus: this.back }).focus();
    else if (event.key === "Enter" || event.key === " ") this.choose(command);
    else if (event.key === "Escape") {
      this.close();
      this.back();
    } else return;
    event.preventDefault();
  }
}
