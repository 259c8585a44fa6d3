// Who is on the screen, and who else there is.

import { on } from "../stream.js";

let person = null;
let people = [];

on("snapshot", (snapshot) => {
  person = snapshot.person;
});
on("people", (told) => {
  people = told.people;
});

/** The person whose chat is on the screen; null before there is one. */
export function personOnScreen() {
  return person && (people.find(({ id }) => id === person.id) ?? person);
}

/** Everybody. */
export function everybody() {
  return people;
}

/** What somebody is called; a number for whom this sandbox does not know. */
export function nameOf(id) {
  const found = people.find((each) => String(each.id) === String(id));
  return found ? [found.first_name, found.last_name].filter(Boolean).join(" ") : `Person ${id}`;
}
