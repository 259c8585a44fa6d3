// Stays at the newest message when one was there, as a messenger does; otherwise counts what came meanwhile.

import { find, still } from "../elements.js";

const NEAR_PIXELS = 80;
const SETTLING_FRAMES = 10;

export class Scrolling {
  constructor() {
    this.chat = find(".chat");
    this.down = find(".down");
    this.unread = 0;
    this.settling = false;
    this.top = 0;
    this.down.addEventListener("click", () => this.toEnd(still() ? "instant" : "smooth"));
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

  /** Which message is at the upper edge, and how far from it; null at the end. */
  place() {
    if (this.atEnd) return null;
    const edge = this.chat.getBoundingClientRect().top;
    for (const item of this.chat.querySelectorAll("[data-message]")) {
      const { top, bottom } = item.getBoundingClientRect();
      if (bottom > edge) return { messageId: Number(item.dataset.message), below: top - edge };
    }
    return null;
  }

  /** Puts `item` so far below the upper edge. */
  put(item, below) {
    this.atEnd = false;
    // The room of messages nobody has seen yet is a guess until they are laid out: a few frames, and it is right.
    let frames = SETTLING_FRAMES;
    const move = () => {
      this.chat.scrollTop += item.getBoundingClientRect().top - this.chat.getBoundingClientRect().top - below;
      this.top = this.chat.scrollTop;
      frames -= 1;
      if (frames && item.isConnected) requestAnimationFrame(move);
      else this.scrolled();
    };
    move();
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
    find(".down-words").textContent = this.unread ? `To the newest message, ${this.unread} unread` : "To the newest message";
  }
}
