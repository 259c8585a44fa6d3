// Stays at the newest message when one was there, as a messenger does; otherwise counts what came meanwhile.

import { find } from "../elements.js";

const NEAR_PIXELS = 80;

export class Scrolling {
  constructor() {
    this.chat = find(".chat");
    this.down = find(".down");
    this.unread = 0;
    this.settling = false;
    this.top = 0;
    this.down.addEventListener("click", () => this.toEnd("smooth"));
    this.chat.addEventListener("scroll", () => this.scrolled(), { passive: true });
    this.atEnd = true;
    // Pictures load late, quotes unfold, the keyboard of a phone comes up: the end stays in view all the same.
    const resized = new ResizeObserver(() => this.atEnd && this.toEnd());
    resized.observe(this.chat);
    resized.observe(find(".messages"));
  }

  /** Does `change`, which adds or alters messages, and keeps the view where it belongs. */
  around(change, { counts = false, own = false } = {}) {
    const stay = this.atEnd || own;
    change();
    if (stay) {
      this.atEnd = true;
      this.settle();
    } else if (counts) this.unread += 1;
    this.show();
  }

  /** Goes to the end with the next frame: once, however many messages come until then. */
  settle() {
    if (this.settling) return;
    this.settling = true;
    requestAnimationFrame(() => {
      this.settling = false;
      if (this.atEnd) this.toEnd();
    });
  }

  toEnd(behavior = "instant") {
    this.chat.scrollTo({ top: this.chat.scrollHeight, behavior });
  }

  scrolled() {
    const { scrollHeight, scrollTop, clientHeight } = this.chat;
    // Only who scrolls up leaves the end: what has come since this scroll began may have moved it away.
    if (scrollHeight - scrollTop - clientHeight < NEAR_PIXELS) this.atEnd = true;
    else if (scrollTop < this.top) this.atEnd = false;
    this.top = scrollTop;
    this.show();
  }

  show() {
    if (this.atEnd) this.unread = 0;
    this.down.hidden = this.atEnd;
    const badge = find(".unread");
    badge.hidden = this.unread === 0;
    badge.textContent = this.unread;
  }
}
