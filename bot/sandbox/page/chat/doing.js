// What the person on the screen does. Why something can't be done is said.

import { act, NoAnswer } from "../api.js";
import { shown } from "../people/who.js";
import { toast } from "./notices.js";

const KEPT = "The sandbox does not answer; your words are kept.";

/** Does it as the person on the screen; null when it could not be done. */
export async function doing(action, details) {
  try {
    return await act(shown(), action, details);
  } catch (error) {
    toast(error instanceof NoAnswer ? KEPT : error.message);
    return null;
  }
}
