// Talks to the sandbox: what the person does, and what happens in their chat.

/** Nothing came back: the sandbox has ended, or is starting anew. */
export class NoAnswer extends Error {
  constructor() {
    super("The sandbox does not answer.");
  }
}

/** A call under /sandbox; gives what it answers, or throws its words for why not, `NoAnswer` when there are none. */
export async function call(method, path, body) {
  const isForm = body instanceof FormData;
  const { answer, ok, statusText } = await answered(path, {
    method,
    headers: body && !isForm ? { "Content-Type": "application/json" } : {},
    body: body && !isForm ? JSON.stringify(body) : body,
  });
  if (!ok) throw new Error(answer.error ?? statusText);
  return answer;
}

async function answered(path, asked) {
  try {
    const response = await fetch(path, asked);
    return { answer: await response.json(), ok: response.ok, statusText: response.statusText };
  } catch {
    throw new NoAnswer();
  }
}

/** Everybody there is. */
export async function listPeople() {
  return (await call("GET", "/sandbox/people")).people;
}

/** A new person: `{first_name, language_code, zone}`. */
export function addPerson(details) {
  return call("POST", "/sandbox/people", details);
}

/** Does something as that person: "send", "tap", "edit", "start" ... */
export function act(person, action, details = {}) {
  return call("POST", `/sandbox/people/${person.id}/${action}`, details);
}

/** Sends a picture (a blob) as that person. */
export function sendPicture(person, picture, name, caption) {
  const form = new FormData();
  form.append("picture", picture, name);
  form.append("caption", caption);
  return call("POST", `/sandbox/people/${person.id}/picture`, form);
}

/** The sandbox's time: what it shows, how fast it runs, what is due next. */
export function readTime() {
  return call("GET", "/sandbox/time");
}

/** Moves it: `{set}`, `{rate}`, `{real}` or `{jump}`. */
export function moveTime(wish) {
  return call("POST", "/sandbox/time", wish);
}
