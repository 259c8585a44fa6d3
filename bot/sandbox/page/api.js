// Talks to the sandbox: what the person does, and what happens in their chat.

/** A call under /sandbox; gives what it answers, or throws its words for why not. */
export async function call(method, path, body) {
  const response = await fetch(path, {
    method,
    headers: body ? { "Content-Type": "application/json" } : {},
    body: body ? JSON.stringify(body) : undefined,
  });
  const answer = await response.json();
  if (!response.ok) throw new Error(answer.error ?? response.statusText);
  return answer;
}

/** The person this page is for: the first one there is, made if there is none. */
export async function findPerson() {
  const { people } = await call("GET", "/sandbox/people");
  if (people.length) return people[0];
  const language_code = navigator.language.slice(0, 2);
  return call("POST", "/sandbox/people", { first_name: "You", language_code });
}

/** Does something as that person: "send", "tap", "edit", "start" ... */
export function act(person, action, details = {}) {
  return call("POST", `/sandbox/people/${person.id}/${action}`, details);
}

/** The sandbox's time: what it shows, how fast it runs, what is due next. */
export function readTime() {
  return call("GET", "/sandbox/time");
}

/** Moves it: `{set}`, `{rate}`, `{real}` or `{jump}`. */
export function moveTime(wish) {
  return call("POST", "/sandbox/time", wish);
}
