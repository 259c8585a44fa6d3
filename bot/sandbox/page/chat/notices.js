// What the bot answers to a tap: a toast that goes by itself, or an alert to be closed.

import { element, find } from "../elements.js";

const TOAST_MILLISECONDS = 3500;

/** Shows words for a few seconds; gives what takes them away before. */
export function toast(words) {
  const made = element("div", { className: "toast" }, words);
  find(".toasts").append(made);
  setTimeout(() => made.remove(), TOAST_MILLISECONDS);
  return () => made.remove();
}

/** Shows words until they are closed. */
export function alert(words) {
  find("#alert-words").textContent = words;
  const dialog = find(".alert");
  if (!dialog.open) dialog.showModal();
}

/** Puts words where they can be pasted from. */
export async function copy(words) {
  try {
    await navigator.clipboard.writeText(words);
    toast("Copied");
  } catch {
    toast("This browser did not let it be copied.");
  }
}
