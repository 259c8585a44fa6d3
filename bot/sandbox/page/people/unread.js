// What has come to the people who are not on the screen: how many messages, and which was the first.

import { on } from "../stream.js";

const KEY = "unread";
const counted = load();

/** Counts from now on. */
export function startUnread() {
  on("elsewhere", ({ person_id, change }) => {
    if (change.event === "message" && change.message.from_bot) add(person_id, change.message.message_id);
  });
}

/** How many messages of that person's chat nobody has seen. */
export const unreadOf = (id) => counted[id]?.count ?? 0;

/** The id of the first of them, 0 when there is none; they count as seen from now on. */
export function takeUnread(id) {
  const first = counted[id]?.first ?? 0;
  delete counted[id];
  save();
  return first;
}

function add(id, messageId) {
  const before = counted[id] ?? { first: messageId, count: 0 };
  counted[id] = { ...before, count: before.count + 1 };
  save();
}

function load() {
  try {
    return JSON.parse(sessionStorage.getItem(KEY)) ?? {};
  } catch {
    return {};
  }
}

function save() {
  try {
    sessionStorage.setItem(KEY, JSON.stringify(counted));
  } catch {
    // A browser that keeps nothing: it is counted until the reload.
  }
}
