// Asks the sandbox for what the bot shows of its inside, and says when there is nothing to be seen.

import { call, NoAnswer } from "../api.js";
import { element } from "../elements.js";

let shown = null;

/** Whether this bot shows its inside at all; another bot may run here after a restart of the sandbox. */
export async function isShown() {
  shown ??= (await call("GET", "/sandbox/inside")).shown;
  return shown;
}

/** Asked anew by the next `isShown`. */
export function forget() {
  shown = null;
}

/** What is to be seen at this address under `/sandbox/inside`. */
export function ask(path) {
  return call("GET", `/sandbox/inside/${path}`);
}

/** One sentence in place of what is not there. */
export function sentence(words, className = "") {
  return element("p", { className: `inside-sentence ${className}` }, words);
}

/**
 * Fills `panel` by `look()`: with a sentence when this bot does not show its inside. What can't be told just now
 * leaves what is there, under a line that says so.
 */
export async function lookInto(panel, look) {
  const trouble = panel.querySelector(".inside-trouble");
  try {
    if (!(await isShown())) {
      if (!panel.querySelector(".inside-closed")) panel.replaceChildren(sentence("This bot does not show its inside.", "inside-closed"));
      return;
    }
    await look();
    trouble?.remove();
  } catch (error) {
    const words = error instanceof NoAnswer ? error.message : `${error.message}.`;
    if (trouble) trouble.textContent = words;
    else panel.prepend(element("p", { className: "inside-trouble" }, words));
  }
}
