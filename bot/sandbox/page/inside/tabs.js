// Tabs: one panel at a time; the arrow keys go from tab to tab.

import { element } from "../elements.js";

export class Tabs {
  /** `tabs` have a `name`, a `label` and a `panel`; `changed()` is called when another one is chosen. */
  constructor(tabs, changed) {
    this.tabs = tabs;
    this.changed = changed;
    this.buttons = tabs.map((tab, index) => this.button(tab, index));
    this.list = element("div", { className: "inside-tabs", attributes: { role: "tablist", "aria-label": "Look inside" } }, ...this.buttons);
    this.list.addEventListener("keydown", (event) => this.pressed(event));
    for (const tab of tabs) dress(tab);
    this.choose(0);
  }

  get panels() {
    return this.tabs.map((tab) => tab.panel);
  }

  get chosen() {
    return this.tabs[this.index];
  }

  choose(index) {
    this.index = index;
    for (const [each, button] of this.buttons.entries()) {
      button.setAttribute("aria-selected", String(each === index));
      button.tabIndex = each === index ? 0 : -1;
      this.tabs[each].panel.hidden = each !== index;
    }
  }

  focus() {
    this.buttons[this.index].focus();
  }

  button(tab, index) {
    const attributes = { type: "button", role: "tab", id: `inside-tab-${tab.name}`, "aria-controls": `inside-${tab.name}` };
    const made = element("button", { className: "inside-tab", attributes }, tab.label);
    made.addEventListener("click", () => this.move(index));
    return made;
  }

  pressed(event) {
    const last = this.tabs.length - 1;
    const to = {
      ArrowRight: this.index === last ? 0 : this.index + 1,
      ArrowLeft: this.index === 0 ? last : this.index - 1,
      Home: 0,
      End: last,
    }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    this.move(to);
    this.focus();
  }

  move(index) {
    this.choose(index);
    this.changed();
  }
}

function dress({ name, panel }) {
  panel.id = `inside-${name}`;
  panel.classList.add("inside-panel");
  panel.setAttribute("role", "tabpanel");
  panel.setAttribute("aria-labelledby", `inside-tab-${name}`);
  panel.tabIndex = 0;
}
