// What each person has begun and not sent: the words, and which message they answer or change. A reload keeps it.

const NOTHING = { text: "", target: 0, edit: false, before: "" };

/** `{text, target, edit, before}`: `before` are the words that stood there when an edit began. */
export function draftOf(person) {
  try {
    return { ...NOTHING, ...JSON.parse(sessionStorage.getItem(`draft ${person}`)) };
  } catch {
    return { ...NOTHING };
  }
}

/** Keeps these parts of it anew. */
export function keepDraft(person, parts) {
  if (!person) return;
  const draft = { ...draftOf(person), ...parts };
  try {
    if (draft.text || draft.target) sessionStorage.setItem(`draft ${person}`, JSON.stringify(draft));
    else sessionStorage.removeItem(`draft ${person}`);
  } catch {
    // A browser that keeps nothing: a draft is lost with the reload.
  }
}
