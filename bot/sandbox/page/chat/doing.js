// What the person on the screen does. Why something can't be done is said.

import { act, sendPicture } from "../api.js";
import { shown } from "../people/who.js";
import { toast } from "./notices.js";

/** Does it as the person on the screen; null when it could not be done. */
export function doing(action, details) {
  return trying(() => act(shown(), action, details));
}

/** Sends a picture as the person on the screen. */
export function sending(picture, name, caption) {
  return trying(() => sendPicture(shown(), picture, name, caption));
}

async function trying(action) {
  try {
    return await action();
  } catch (error) {
    toast(error.message);
    return null;
  }
}
