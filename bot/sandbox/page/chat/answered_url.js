// A bot may answer a tap with an address to be opened. It is asked about first: it leads out of the sandbox.

import { ask } from "../dialogs.js";
import { element } from "../elements.js";
import { on } from "../stream.js";

const MOST_KEPT = 100;
const urls = new Map();

// Which address an answer has is known from the bot's call alone.
on("call", ({ call: { method, params } }) => {
  if (method.toLowerCase() !== "answercallbackquery" || !params.url) return;
  urls.set(String(params.callback_query_id), String(params.url));
  if (urls.size > MOST_KEPT) urls.delete(urls.keys().next().value);
});

/** The address that this tap was answered with; "" if it has none. */
export function answeredUrl(queryId) {
  return urls.get(queryId) ?? "";
}

/** Asks whether it is to be opened, and opens it. */
export async function offerLink(url) {
  const isWeb = /^https?:/i.test(url);
  const words = element("p", { className: "link-offered", attributes: { dir: "ltr" } }, url);
  if (await ask({ title: isWeb ? "Open this link?" : "A link for Telegram", content: [words], yes: isWeb ? "Open" : "OK" })) {
    if (isWeb) window.open(url, "_blank", "noopener,noreferrer");
  }
}
