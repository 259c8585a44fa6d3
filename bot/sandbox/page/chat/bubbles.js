// The messages: one element each, replaced in place when it is edited. Of a long chat the end comes first.

import { element, still } from "../elements.js";
import { now } from "../time/now.js";
import { dayAndYear, dayChip } from "../time/words.js";
import { caption, join, standing } from "./albums.js";
import { bubbleOf } from "./bubble.js";
import { leave } from "./leaving.js";

const AT_ONCE = 60;
const CHUNK = 120;
const GOING_MILLISECONDS = 180;

/** The list of messages; `doing` is what bubble.js asks for. */
export class Bubbles {
  constructor(list, doing) {
    this.list = list;
    this.doing = doing;
    this.messages = new Map();
    this.items = new Map();
    this.waiting = [];
    this.line = null;
  }

  /** Shows exactly these: the newest at once, and all from the id `reach` on; the others soon. */
  reset(messages, reach = 0) {
    this.messages = new Map(messages.map((message) => [message.message_id, message]));
    const had = this.list.contains(document.activeElement);
    const focused = Number(document.activeElement.closest("[data-message]")?.dataset.message);
    this.items.clear();
    this.line = null;
    this.list.replaceChildren();
    const reached = reach ? messages.findIndex(({ message_id }) => message_id >= reach) : -1;
    const first = Math.max(0, Math.min(messages.length - AT_ONCE, reached < 0 ? messages.length : reached - 10));
    this.waiting = messages.slice(0, first);
    this.prepend(messages.slice(first));
    this.addWaiting();
    if (had) (this.items.get(focused) ?? this.list.closest(".chat")).focus({ preventScroll: true });
  }

  /** Adds a message, or shows its newer version in the same place. */
  put(message) {
    const { message_id } = message;
    const known = this.messages.has(message_id);
    this.messages.set(message_id, message);
    const old = this.items.get(message_id);
    if (old) {
      const had = old.contains(document.activeElement);
      const made = this.item(message);
      old.replaceWith(made);
      if (had) made.focus({ preventScroll: true });
      this.settle(made);
    } else if (known) this.waiting = this.waiting.map((each) => (each.message_id === message_id ? message : each));
    else this.append(message);
  }

  /** Takes a message away; it fades, unless things are to be still. */
  remove(messageId) {
    const old = this.items.get(messageId);
    this.messages.delete(messageId);
    this.items.delete(messageId);
    this.waiting = this.waiting.filter((each) => each.message_id !== messageId);
    if (!old) return;
    if (old.contains(document.activeElement)) leave(old);
    delete old.dataset.message;
    old.inert = true;
    if (still() || document.hidden) this.drop(old);
    else {
      const to = { opacity: 0, transform: "scale(.9)", height: 0, paddingBlock: 0 };
      const from = { opacity: 1, transform: "none", height: `${old.offsetHeight}px` };
      old.classList.add("going");
      old.animate([from, to], { duration: GOING_MILLISECONDS, easing: "ease-out" }).finished.then(() => this.drop(old), () => this.drop(old));
    }
  }

  drop(old) {
    const [album, day] = [old.closest(".album"), old.closest(".day-messages")];
    const gone = album && album.querySelectorAll(".message").length === 1 ? album : old;
    const after = gone.nextElementSibling ?? gone.previousElementSibling ?? album;
    gone.remove();
    if (!day?.querySelector(".message")) day?.remove();
    else if (after) this.settle(after);
  }

  /** Shows a line above the message of that id: what is below has not been read. */
  markUnread(messageId) {
    this.unmark();
    const item = this.items.get(messageId);
    if (!item) return null;
    this.line = element("div", { className: "unread-line", attributes: { role: "separator" } }, "Unread messages");
    standing(item).before(this.line);
    this.group(this.line);
    return this.line;
  }

  unmark() {
    this.line?.remove();
    this.line = null;
  }

  /** The element of a message, which is made if it waits. */
  find(messageId) {
    if (this.messages.has(messageId) && !this.items.has(messageId)) this.prepend(this.waiting.splice(0));
    return this.items.get(messageId);
  }

  /** Lets a tapped button spin until the bot has answered. */
  setBusy(messageId, row, column, busy) {
    const key = this.items.get(messageId)?.querySelector(`[data-place="${row},${column}"]`);
    key?.classList.toggle("busy", busy);
    key?.setAttribute("aria-busy", String(busy));
  }

  append(message) {
    const day = this.day(message);
    let section = this.list.lastElementChild;
    if (section?.dataset.day !== day) this.list.append((section = this.section(message, day)));
    this.place(message, section);
    this.settle(this.items.get(message.message_id));
  }

  /** Puts a message at the end of a day, into the album it goes on with. */
  place(message, section) {
    const last = section.lastElementChild;
    const stands = join(this.item(message), message, last);
    if (stands !== last) section.append(stands);
  }

  settle(item) {
    const stands = standing(item);
    if (stands.matches(".album")) caption(stands, this.messages, this.doing);
    this.group(stands);
  }

  prepend(messages) {
    const next = this.list.firstElementChild;
    const sections = [];
    for (const message of messages) {
      const day = this.day(message);
      if (sections.at(-1)?.dataset.day !== day) sections.push(this.section(message, day));
      this.place(message, sections.at(-1));
    }
    if (next && sections.at(-1)?.dataset.day === next.dataset.day) {
      next.firstElementChild.after(...[...sections.pop().children].slice(1));
    }
    this.list.prepend(...sections);
    for (const { message_id } of messages) this.settle(this.items.get(message_id));
  }

  /** Adds those that wait, some at a time: who opens a chat looks at its end. */
  addWaiting() {
    clearTimeout(this.soon);
    if (!this.waiting.length) return;
    this.soon = setTimeout(() => {
      this.prepend(this.waiting.splice(-CHUNK));
      this.addWaiting();
    }, 16);
  }

  /** Messages of one side in a row stand close together; only the last of them has a tail. */
  group(item) {
    for (const each of [item.previousElementSibling, item]) {
      const next = each?.nextElementSibling;
      const same = next?.dataset.side && next.dataset.side === each?.dataset.side;
      each?.classList.toggle("joined", Boolean(same));
      each?.classList.toggle("stacked", Boolean(same && each.dataset.album && each.dataset.album === next.dataset.album));
    }
  }

  item(message) {
    const made = bubbleOf(message, this.messages.get(message.reply_to), this.doing);
    this.items.set(message.message_id, made);
    return made;
  }

  /** A day is told with its year when that is not the year it is now. */
  showDays() {
    for (const day of this.list.querySelectorAll(".day")) put(day.firstChild, dayChip(new Date(day.dataset.date * 1000), now()));
  }

  day({ date }) {
    return dayAndYear(new Date(date * 1000));
  }

  section({ date }, day) {
    const attributes = { "data-date": date };
    const chip = element("div", { className: "day", attributes }, element("span", {}, dayChip(new Date(date * 1000), now())));
    return element("div", { className: "day-messages", attributes: { "data-day": day } }, chip);
  }
}

function put(element, words) {
  if (element.textContent !== words) element.textContent = words;
}
