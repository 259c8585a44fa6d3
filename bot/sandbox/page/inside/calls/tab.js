// Every call of the bot, the newest at the bottom, as it comes.

import { call } from "../../api.js";
import { element } from "../../elements.js";
import { on } from "../../stream.js";
import { forget } from "../asking.js";
import { everybody, nameOf } from "../screen.js";
import { LimitsSwitch } from "./limits.js";
import { CallLog, isPoll } from "./log.js";
import { callRow, showCall } from "./row.js";

const MOST_ROWS = 300;
const NEAR_PIXELS = 40;

export class CallsTab {
  name = "calls";
  label = "Calls";
  log = new CallLog();
  limits = new LimitsSwitch();
  waiting = [];
  loaded = false;
  atEnd = true;

  constructor() {
    this.person = element("select", { className: "calls-person", attributes: { "aria-label": "Whose calls" } });
    this.polls = element("input", { className: "calls-polls", attributes: { type: "checkbox" } });
    this.polling = element("p", { className: "calls-polling" });
    this.list = element("ol", { className: "calls-list", attributes: { "aria-label": "Calls" } });
    this.scroller = element("div", { className: "calls-scroller" }, this.list);
    const tools = element("div", { className: "inside-tools" }, this.person, element("label", {}, this.polls, "Show polling"), this.limits.button);
    this.panel = element("section", { className: "calls" }, tools, this.polling, this.scroller);
    this.person.addEventListener("change", () => this.redraw());
    this.polls.addEventListener("change", () => this.redraw());
    on("call", (event) => this.come(event.call));
    this.scroller.addEventListener("scroll", () => this.scrolled(), { passive: true });
    // After a break some are missing, and a sandbox that was started anew counts from 1.
    on("connected", () => this.drop());
  }

  async look() {
    this.showPeople();
    this.limits.look();
    if (!this.loaded) await this.load();
    if (this.atEnd) this.toEnd();
  }

  async load() {
    this.loaded = true;
    try {
      const { calls } = await call("GET", "/sandbox/calls?last=2000");
      // What has come meanwhile is newer than what was asked for.
      const came = this.log.newest(Infinity, ({ number }) => number > (calls.at(-1)?.number ?? 0));
      this.log.clear();
      for (const each of [...calls, ...came]) this.log.put(each);
      this.redraw();
    } catch {
      this.loaded = false;
    }
  }

  drop() {
    this.loaded = false;
    this.log.clear();
    forget();
  }

  come(told) {
    if (!this.loaded) return;
    this.waiting.push(told);
    if (this.waiting.length === 1) requestAnimationFrame(() => this.take());
  }

  /** What has come since the last frame. */
  take() {
    const told = this.waiting;
    this.waiting = [];
    for (const each of told) this.log.put(each);
    for (const each of told) if (this.isWanted(each)) this.draw(each);
    while (this.list.children.length > MOST_ROWS) this.list.firstChild.remove();
    if (this.atEnd) this.toEnd();
    this.showPolling();
  }

  draw(told) {
    const row = this.list.querySelector(`[data-number="${told.number}"]`);
    if (row) showCall(row, told, this.log);
    else if (!this.list.lastChild || Number(this.list.lastChild.dataset.number) < told.number) this.list.append(callRow(told, this.log));
  }

  redraw() {
    const rows = this.log.newest(MOST_ROWS, (each) => this.isWanted(each)).map((each) => callRow(each, this.log));
    this.list.replaceChildren(...rows);
    this.toEnd();
    this.showPolling();
  }

  isWanted(told) {
    return (this.polls.checked || !isPoll(told)) && (!this.person.value || this.log.concerns(told, this.person.value));
  }

  showPolling() {
    const words = pollingWords(this.log.polling());
    if (this.polling.textContent !== words) this.polling.textContent = words;
  }

  showPeople() {
    const wanted = [["", "Everybody"], ...everybody().map(({ id }) => [String(id), nameOf(id)])];
    const shown = [...this.person.options].map(({ value, text }) => [value, text]);
    if (JSON.stringify(wanted) === JSON.stringify(shown)) return;
    const chosen = this.person.value;
    this.person.replaceChildren(...wanted.map(([value, words]) => element("option", { attributes: { value } }, words)));
    this.person.value = wanted.some(([value]) => value === chosen) ? chosen : "";
  }

  /** The end stays in view for those who are there. */
  scrolled() {
    const { scrollHeight, scrollTop, clientHeight } = this.scroller;
    if (clientHeight) this.atEnd = scrollHeight - scrollTop - clientHeight < NEAR_PIXELS;
  }

  toEnd() {
    this.scroller.scrollTop = this.scroller.scrollHeight;
  }
}

/** Of a long log only the last calls are kept: what is said is said of them. */
function pollingWords({ of, polls, updates, waits }) {
  const among = of ? ` in the last ${of} calls` : "";
  if (!polls) return `The bot has not asked for updates${among}.`;
  return `Polling: asked ${times(polls)}${among}, got ${updates === 1 ? "1 update" : `${updates} updates`}${waits ? ", is waiting" : ""}`;
}

function times(count) {
  return count === 1 ? "once" : `${count} times`;
}
