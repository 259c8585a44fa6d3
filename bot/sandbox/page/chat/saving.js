// Saves a chat as a transcript, a file that tests/conversations can play again.

import { element } from "../elements.js";

/** Has the browser download what has happened in that person's chat. */
export function saveChat(person) {
  const attributes = { href: `/sandbox/people/${person.id}/transcript`, download: "", hidden: "" };
  const link = element("a", { attributes });
  document.body.append(link);
  link.click();
  link.remove();
}
