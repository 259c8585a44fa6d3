// The switch of Telegram's limits. It shows what the sandbox says, not what was clicked.

import { call } from "../../api.js";
import { element } from "../../elements.js";

const ADDRESS = "/sandbox/limits";

export class LimitsSwitch {
  constructor() {
    const attributes = { type: "button", role: "switch", "aria-checked": "false", title: "30 messages a second, and 1 a second to one chat: what is more is refused" };
    this.button = element("button", { className: "switch", attributes }, element("span", { className: "switch-track", attributes: { "aria-hidden": "true" } }), "Telegram’s limits");
    this.button.addEventListener("click", () => this.show(call("POST", ADDRESS, { on: !this.on })));
  }

  get on() {
    return this.button.getAttribute("aria-checked") === "true";
  }

  look() {
    return this.show(call("GET", ADDRESS));
  }

  async show(answer) {
    try {
      this.button.setAttribute("aria-checked", String((await answer).on));
    } catch {
      // The sandbox is ending or starting: the next look tells.
    }
  }
}
