// The bot's commands, offered above the input line: a list box of the input line's, or of its own behind "Menu".

import { element, find } from "../elements.js";

/** Calls `chosen(command)` for the one to be sent, `complete(text)` for the one to be written out. */
export class Commands {
  constructor({ input, chosen, complete }) {
    this.input = input;
    this.list = find(".commands");
    this.opener = find(".menu-button");
    this.all = [];
    this.active = null;
    this.chosen = chosen;
    this.complete = complete;
    this.opener.addEventListener("click", () => this.press());
    this.list.addEventListener("keydown", (event) => this.key(event));
    for (const kind of ["pointerdown", "focusin"]) document.addEventListener(kind, (event) => this.elsewhere(event));
    document.addEventListener("keydown", (event) => this.escape(event), true);
  }

  get open() {
    return !this.list.hidden;
  }

  set(commands) {
    this.all = commands;
    this.opener.hidden = commands.length === 0;
    if (!commands.length) this.close();
    else if (!this.open && document.activeElement === this.input) this.suggest(this.input.value);
  }

  /** Offers those that what is typed may become. */
  suggest(typed) {
    const fitting = typed.startsWith("/") ? this.all.filter((each) => `/${each.command}`.startsWith(typed)) : [];
    if (fitting.length) this.offer(fitting, this.input);
    else this.close();
  }

  press() {
    if (this.open) return this.close();
    this.offer(this.all, this.list);
    this.list.focus({ preventScroll: true });
    return this.activate(this.list.firstElementChild);
  }

  /** Keys of whoever has the focus while the list is open; gives whether one was meant for the list. */
  key(event) {
    if (!this.open || event.shiftKey || event.isComposing) return false;
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (step) this.move(step);
    else if (event.key === "Enter" && this.active) this.choose(this.active);
    else if (event.key === " " && this.active && this.holder === this.list) this.choose(this.active);
    else if (event.key !== "Tab" || !this.completes()) {
      if (event.key === "Tab") this.close();
      return false;
    }
    event.preventDefault();
    return true;
  }

  /** "/he" becomes "/help"; what is written out already is left alone. */
  completes() {
    const option = this.active ?? this.list.firstElementChild;
    const text = `/${option.dataset.command}`;
    if (this.holder !== this.input || this.input.value === text) return false;
    this.complete(text);
    return true;
  }

  offer(commands, holder) {
    this.close();
    this.holder = holder;
    this.list.replaceChildren(...commands.map((each) => this.option(each)));
    this.list.hidden = false;
    this.opener.setAttribute("aria-expanded", "true");
    if (holder !== this.input) return;
    const combobox = { role: "combobox", "aria-expanded": "true", "aria-controls": this.list.id, "aria-autocomplete": "list" };
    for (const [name, value] of Object.entries(combobox)) holder.setAttribute(name, value);
  }

  close() {
    const had = this.list.contains(document.activeElement);
    this.activate(null);
    this.list.hidden = true;
    this.opener.setAttribute("aria-expanded", "false");
    for (const name of ["role", "aria-expanded", "aria-controls", "aria-autocomplete"]) this.input.removeAttribute(name);
    if (had) this.opener.focus({ preventScroll: true });
  }

  option({ command, description }) {
    const attributes = { role: "option", id: `command-${command}`, "aria-selected": "false", "data-command": command };
    const made = element(
      "li",
      { attributes },
      element("span", { className: "command-words" }, description),
      element("span", { className: "command-name" }, `/${command}`),
    );
    made.addEventListener("click", () => this.choose(made));
    return made;
  }

  move(step) {
    const all = [...this.list.children];
    const at = this.active ? all.indexOf(this.active) + step : step > 0 ? 0 : all.length - 1;
    this.activate(all[(at + all.length) % all.length]);
  }

  activate(option) {
    this.active?.setAttribute("aria-selected", "false");
    this.active = option;
    this.holder?.removeAttribute("aria-activedescendant");
    if (!option) return;
    option.setAttribute("aria-selected", "true");
    option.scrollIntoView({ block: "nearest" });
    this.holder.setAttribute("aria-activedescendant", option.id);
  }

  choose(option) {
    const { command } = option.dataset;
    this.close();
    this.chosen(command);
    this.input.focus({ preventScroll: true });
  }

  /** Whoever goes elsewhere is done with it. */
  elsewhere({ target }) {
    const own = [this.list, this.opener, this.holder].some((each) => each?.contains(target));
    if (this.open && !own) this.close();
  }

  escape(event) {
    if (event.key !== "Escape" || !this.open) return;
    this.close();
    event.stopPropagation();
    event.preventDefault();
  }
}
