// What somebody who writes content has to know: what is saved is used from now on, or what is wrong with it.

import { element, find } from "../elements.js";
import { toast } from "../chat/notices.js";
import { on } from "../stream.js";

const USED = "Only figures and pictures are concerned. All else is saved: the next message uses it.";

let unsay = () => {};

/** Shows mistakes under the header until they are mended; says in a toast that the content is in use. */
export function startContent() {
  const panel = element("section", { className: "content", attributes: { "aria-label": "The content", role: "alert" } });
  panel.hidden = true;
  find(".top").after(panel);
  on("content", ({ mistakes, used }) => show(panel, mistakes, used));
}

function show(panel, mistakes, used) {
  unsay();
  panel.hidden = mistakes.length === 0;
  if (panel.hidden) {
    unsay = toast("The content is saved: the next message uses it.");
    panel.replaceChildren();
    return;
  }
  panel.replaceChildren(
    element("h2", {}, mistakes.length === 1 ? "A mistake in the content" : `${mistakes.length} mistakes in the content`),
    element("ul", {}, ...mistakes.map((mistake) => element("li", {}, mistake))),
    element("p", {}, used ? USED : "Until this is mended, the bot goes on with the content it had."),
  );
}
