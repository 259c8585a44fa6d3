// Where the focus goes when its message goes.

/** The focus goes from a message that goes to the next one, or the one before, or the chat. */
export function leave(item) {
  const chat = item.closest(".chat");
  const all = [...chat.querySelectorAll("[data-message][data-side]")];
  const at = all.indexOf(item);
  (all[at + 1] ?? all[at - 1] ?? chat).focus({ preventScroll: true });
}
