// Who there is, and whose phone is on the screen. The address carries that person, so that a reload keeps it.

import { addPerson, listPeople } from "../api.js";
import { follow, on, tell } from "../stream.js";
import { browserZone, showZone } from "../time/zone.js";

const AGAIN_MILLISECONDS = 1_000;

let people = [];
let shownId = 0;

/** Everybody, each with `last`, their newest message. */
export const everybody = () => people;

/** The person whose phone is on the screen. */
export const shown = () => named(shownId);

/** The person of that id, if there is one. */
export const named = (id) => people.find((each) => each.id === id);

/** Shows the phone that the address names, or the first there is, and keeps up with everybody. */
export async function startPeople() {
  on("people", (event) => {
    people = event.people;
    showZone(shown()?.zone);
    tell({ event: "known" });
  });
  on("message", ({ message }) => newest(shownId, message));
  on("edited", ({ message }) => newest(shownId, message, { edited: true }));
  on("deleted", () => refresh());
  on("elsewhere", ({ person_id, change }) => {
    if (change.message) newest(person_id, change.message, { edited: change.event === "edited" });
    else if (change.event === "deleted") refresh();
  });
  on("sent away", () => setTimeout(begin, AGAIN_MILLISECONDS));
  addEventListener("hashchange", () => turnTo(inAddress()));
  await begin();
}

/** Finds out who there is, makes somebody when nobody is. */
async function begin() {
  try {
    people = await listPeople();
    if (!people.length) {
      const language_code = navigator.language.slice(0, 2);
      people = [{ ...(await addPerson({ first_name: "You", language_code, zone: browserZone() })), last: null }];
    }
  } catch {
    // The sandbox has ended; it may come back.
    setTimeout(begin, AGAIN_MILLISECONDS);
    return;
  }
  shownId = 0;
  turnTo(inAddress() || people[0].id);
}

/** Shows that person's phone; what it was on before is told as `turning`, so that it can be kept. */
export function turnTo(id) {
  if (id === shownId || !named(id)) return;
  tell({ event: "turning", from: shownId, to: id });
  shownId = id;
  showZone(shown().zone);
  history.replaceState(null, "", `#${id}`);
  follow(id);
  tell({ event: "known" });
}

function inAddress() {
  const id = Number(location.hash.slice(1));
  return named(id) ? id : 0;
}

/** Keeps the newest message of a chat, as the list shows it. */
function newest(id, message, { edited = false } = {}) {
  const person = named(id);
  if (!person || (edited && person.last?.message_id !== message.message_id)) return;
  person.last = message;
  tell({ event: "known" });
}

let asking = false;

/** Asks anew: which message is the newest after one is gone is known there alone. */
async function refresh() {
  if (asking) return;
  asking = true;
  try {
    people = await listPeople();
  } catch {
    // The sandbox is ending or starting: the stream brings everybody again.
  }
  asking = false;
  tell({ event: "known" });
}
