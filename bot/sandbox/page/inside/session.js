// What the bot remembers of the person on the screen, as a tree; what has changed since the last look stands out.

import { element } from "../elements.js";
import { ask, lookInto, sentence } from "./asking.js";
import { changedPaths } from "./changes.js";
import { personOnScreen } from "./screen.js";
import { tree } from "./tree.js";

export class SessionTab {
  name = "session";
  label = "Session";
  panel = element("section", { className: "session" });
  /** By person: what was seen last, and how it differed from what was seen before that. */
  seen = new Map();
  drawn = "";
  folded = new Map();

  async look() {
    const person = personOnScreen();
    if (!person) return;
    await lookInto(this.panel, async () => {
      const told = await ask(`people/${person.id}`);
      if (personOnScreen().id === person.id) this.show(person, told);
    });
  }

  show(person, { values, usual }) {
    const drawing = JSON.stringify([person.id, person.first_name, values]);
    if (drawing === this.drawn) return;
    this.drawn = drawing;
    const before = this.seen.get(person.id);
    const isNew = JSON.stringify(before?.values) !== JSON.stringify(values);
    const changes = isNew ? changedPaths(before?.values, values) : before.changes;
    this.seen.set(person.id, { values, changes });
    if (values === null) {
      this.panel.replaceChildren(sentence(`The bot remembers nothing of ${person.first_name}.`));
      return;
    }
    this.panel.replaceChildren(heading(person, changes), tree(values, { usual, changes, folded: this.folded }));
  }
}

function heading(person, changes) {
  const leaves = [...changes.values()].filter(({ leaf }) => leaf).length;
  const words = leaves === 0 ? "" : leaves === 1 ? "1 value has changed" : `${leaves} values have changed`;
  return element("p", { className: "inside-heading" }, element("strong", {}, `${person.first_name}: what the bot remembers`), element("span", {}, words));
}
