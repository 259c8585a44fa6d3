// The keyboard under a message.

import { button, element } from "../elements.js";
import { copy, toast } from "./notices.js";

/** Its rows; `tap(row, column)` is called for a button that the bot hears of. */
export function inlineKeys(rows, tap) {
  const made = rows.map((keys, row) =>
    element("div", { className: "keys" }, ...keys.map((key, column) => inlineKey(key, row, column, tap))),
  );
  return element("div", { className: "keyboard", attributes: { role: "group", "aria-label": "Choices" } }, ...made);
}

function inlineKey(key, row, column, tap) {
  if (key.url) return linked(key);
  const done = key.copy_text
    ? () => copy(key.copy_text.text)
    : "callback_data" in key
      ? () => tap(row, column)
      : () => toast("That works in Telegram alone, not in this sandbox.");
  const made = button(`key ${["primary", "success", "danger"].includes(key.style) ? key.style : ""}`, done, {}, key.text);
  made.dataset.place = `${row},${column}`;
  return made;
}

function linked(key) {
  const mark = element("span", { className: "key-mark", attributes: { "aria-hidden": "true" } }, "↗");
  const made = element("a", { className: "key", attributes: { target: "_blank", rel: "noopener noreferrer" } }, key.text, mark);
  if (/^https?:/i.test(key.url)) made.href = key.url;
  return made;
}
