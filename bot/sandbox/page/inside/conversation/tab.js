// The conversation: where the person is, what led there and what can follow, and the map of it all.

import { element } from "../../elements.js";
import { ask, lookInto } from "../asking.js";
import { personOnScreen } from "../screen.js";
import { around } from "./around.js";
import { ConversationMap } from "./map.js";
import { comingTo, commonFrom, goingFrom } from "./neighbours.js";

export class ConversationTab {
  name = "conversation";
  label = "Conversation";
  panel = element("section", { className: "conversation" });
  conversation = null;
  /** Where the person is; null when the bot does not know. */
  at = null;
  /** By person: where they were seen last, and where before that. */
  seen = new Map();
  /** Another step to look at; null follows the person. */
  chosen = null;
  drawn = "";

  constructor() {
    this.where = element("p", { className: "inside-heading conversation-where" });
    this.back = element("button", { className: "conversation-back", attributes: { type: "button" } });
    this.common = element("input", { attributes: { type: "checkbox" } });
    this.commonWords = element("span");
    this.aroundPlace = element("div", { className: "conversation-around" });
    this.mapPlace = element("div", { className: "conversation-map" });
    this.back.addEventListener("click", () => this.choose(null));
    this.common.addEventListener("change", () => this.draw());
    new ResizeObserver(() => this.conversation && this.draw()).observe(this.panel);
  }

  look() {
    return lookInto(this.panel, async () => {
      const person = personOnScreen();
      if (!person) return;
      if (!this.conversation) await this.begin();
      const { step } = await ask(`people/${person.id}`);
      if (this.person?.id !== person.id) this.chosen = null;
      this.person = person;
      this.at = this.knows(step) ? step : null;
      this.remember();
      this.draw();
    });
  }

  async begin() {
    this.conversation = await ask("conversation");
    this.panel.replaceChildren(
      element("div", { className: "inside-tools" }, this.where, this.back),
      element("label", { className: "conversation-common" }, this.common, this.commonWords),
      this.aroundPlace,
      element("h3", {}, "The whole conversation"),
      element("p", { className: "conversation-key" }, keyPart("in", "leads here"), keyPart("out", "can follow"), "Without what counts in many steps."),
      this.mapPlace,
    );
  }

  knows(step) {
    return this.conversation.groups.some(({ steps }) => steps.includes(step));
  }

  remember() {
    const { at, before = null } = this.seen.get(this.person.id) ?? {};
    if (at !== this.at) this.seen.set(this.person.id, { at: this.at, before: at ?? null });
    this.before = at === this.at ? before : (at ?? null);
  }

  choose(step) {
    this.chosen = step === this.at ? null : step;
    this.draw();
    this.panel.scrollTo({ top: 0 });
    this.aroundPlace.querySelector(".centre")?.focus({ preventScroll: true });
  }

  draw() {
    const width = Math.floor(this.aroundPlace.clientWidth);
    const step = this.chosen ?? this.at ?? this.conversation.groups[0].steps[0];
    const drawing = JSON.stringify([width, step, this.at, this.before, this.common.checked, this.person?.first_name]);
    if (!width || drawing === this.drawn) return;
    this.drawn = drawing;
    this.showWhere(step);
    this.showAround(step, width);
    this.showMap(step, width);
  }

  showWhere(step) {
    const { first_name: name } = this.person;
    this.where.replaceChildren(...(this.at ? [`${name}: `, element("strong", {}, this.at)] : [`${name}: nowhere yet`]));
    if (this.before) this.where.append(element("span", {}, `before: ${this.before}`));
    this.back.hidden = !this.chosen;
    this.back.textContent = this.at ? `Back to ${this.at}` : "Back to the beginning";
    const count = commonFrom(step, this.conversation.arrows);
    this.commonWords.textContent = `Also what counts in many steps (${count})`;
  }

  showAround(step, width) {
    const { arrows } = this.conversation;
    const chosen = (other) => this.choose(other);
    const here = step === this.at;
    const before = here ? this.before : null;
    const rows = { coming: comingTo(step, arrows, before), going: goingFrom(step, arrows, this.common.checked) };
    this.aroundPlace.replaceChildren(around(step, { ...rows, here, before, width, chosen }));
  }

  showMap(step, width) {
    if (this.mapWidth !== width) {
      this.mapWidth = width;
      this.map = new ConversationMap(this.conversation, width, (other) => this.choose(other));
      this.mapPlace.replaceChildren(this.map.svg);
    }
    this.map.show(this.at, step);
  }
}

function keyPart(className, words) {
  return element("span", { className: `key-${className}` }, words);
}
