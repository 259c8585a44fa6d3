// Windows that ask something before anything else goes on.

import { button, element } from "./elements.js";

/** A window with `content`; gives what `read()` gives when it is agreed to, null when it is not.
 *
 * `read` may be async and may throw: its words are shown then, and the window stays. An error's `field` gets the focus.
 */
export function ask({ title, content = [], yes, no = "Cancel", danger = false, read = () => true }) {
  return new Promise((answer) => {
    const wrong = element("p", { className: "dialog-wrong", attributes: { role: "alert" } });
    const agree = element("button", { className: danger ? "danger" : "", attributes: { type: "submit" } }, yes);
    const form = element(
      "form",
      { attributes: { novalidate: "" } },
      element("h2", { attributes: { id: "dialog-title" } }, title),
      ...content,
      wrong,
      element("div", { className: "dialog-answers" }, button("", () => dialog.close(), {}, no), agree),
    );
    const dialog = element("dialog", { className: "dialog", attributes: { "aria-labelledby": "dialog-title" } }, form);
    let result = null;
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      agree.disabled = true;
      try {
        result = await read();
        dialog.close();
      } catch (error) {
        wrong.textContent = error.message;
        error.field?.focus();
      }
      agree.disabled = false;
    });
    dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
    dialog.addEventListener("close", () => {
      dialog.remove();
      answer(result);
    });
    document.body.append(dialog);
    dialog.showModal();
    if (!content.length) agree.focus();
  });
}

/** An input with its label above it. */
export function field(label, input) {
  return element("label", { className: "field" }, element("span", {}, label), input);
}
