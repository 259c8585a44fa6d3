// Reads new messages out, once each. The list itself keeps silent: it would read all anew after a reload.

import { element, find } from "../elements.js";
import { summary } from "./summary.js";

const KEPT = 5;

/** Says what has come: words, or what kind of message it is, and how many choices there are under it. */
export function announce(message, { edited = false } = {}) {
  const keys = message.keyboard.flat().length;
  const choices = keys ? ` ${keys} ${keys === 1 ? "choice" : "choices"}.` : "";
  const region = find(".announcer");
  region.append(element("p", {}, `${message.sender}${edited ? ", edited" : ""}: ${summary(message)}${choices}`));
  while (region.childElementCount > KEPT) region.firstElementChild.remove();
}
