// One call in the list: a line, and the JSON under it when it is unfolded.

import { element } from "../../elements.js";
import { nameOf } from "../screen.js";
import { isPoll, updatesOf } from "./log.js";

const NEVER_ANSWERED = ["drop_request", "drop_reply"];
const GIST = 120;

/** What shows a call; `showCall` draws it, and draws it anew when it is answered. */
export function callRow(call, log) {
  const summary = element("summary", {});
  const row = element("li", { className: "call" }, element("details", {}, summary, element("div", { className: "call-json" })));
  row.firstChild.addEventListener("toggle", () => fill(row));
  showCall(row, call, log);
  return row;
}

export function showCall(row, call, log) {
  row.call = call;
  row.dataset.number = call.number;
  row.classList.toggle("refused", isRefused(call));
  row.classList.toggle("open", isOpen(call));
  row.querySelector("summary").replaceChildren(
    element("span", { className: "call-number" }, String(call.number)),
    element("span", { className: "call-method" }, call.method || "no method"),
    element("span", { className: "call-gist" }, gist(call, log)),
    ...marks(call).map((words) => element("span", { className: "call-mark" }, words)),
    element("span", { className: "call-took" }, took(call)),
    ...(isRefused(call) ? [element("span", { className: "call-why" }, why(call))] : []),
  );
  fill(row);
}

/** The JSON is only made for those who look at it. */
function fill(row) {
  const { firstChild: details, call } = row;
  const parts = details.open ? [...part("Parameters", call.params), ...(call.status === null ? [] : part(`Answer, ${call.status}`, call.answer))] : [];
  details.lastChild.replaceChildren(...parts);
}

function part(title, value) {
  const text = typeof value === "string" ? value : JSON.stringify(value, null, 2);
  return [element("h3", {}, title), element("pre", { attributes: { tabindex: "0", "aria-label": title } }, text)];
}

function gist(call, log) {
  if (isPoll(call)) return updatesOf(call).length ? updatesOf(call).map(kindOf).join(", ") : "";
  const whom = log.whom(call);
  const { text, caption, message_id: message } = call.params;
  const about = text ?? caption ?? (message ? `message ${message}` : "");
  const words = [whom && nameOf(whom), String(about).replaceAll(/\s+/g, " ")].filter(Boolean).join(": ");
  return words.length > GIST ? `${words.slice(0, GIST)}…` : words;
}

function kindOf(update) {
  return Object.keys(update).find((name) => name !== "update_id") ?? "update";
}

function marks(call) {
  const found = [];
  if (isUnknown(call)) found.push("unknown method");
  if (call.fault) found.push(`fault: ${call.fault.replaceAll("_", " ")}`);
  return found;
}

function isUnknown({ status, answer }) {
  return status === 404 && String(answer?.description).includes("method not found");
}

/** Telegram's own words; of a fault that answers no JSON, the status or that there was none. */
function why({ status, answer }) {
  if (status === null) return "The connection was closed without an answer.";
  return typeof answer?.description === "string" ? `${status} ${answer.description}` : `Status ${status}`;
}

function isRefused({ status, fault }) {
  return (status !== null && status !== 200) || NEVER_ANSWERED.includes(fault);
}

function isOpen(call) {
  return call.status === null && !isRefused(call);
}

function took(call) {
  if (NEVER_ANSWERED.includes(call.fault)) return "no answer";
  if (call.answered_at === null) return "…";
  const milliseconds = (call.answered_at - call.at) * 1000;
  if (milliseconds < 1) return "<1 ms";
  return milliseconds < 10_000 ? `${Math.round(milliseconds)} ms` : `${Math.round(milliseconds / 1000)} s`;
}
