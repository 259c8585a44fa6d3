// A picture from this machine: looked at, given a caption, and sent as Telegram's apps send it, as a JPEG.

import { sendPicture } from "../api.js";
import { ask, field } from "../dialogs.js";
import { element } from "../elements.js";
import { shown } from "../people/who.js";
import { toast } from "./notices.js";

const LONGEST_SIDE = 1280;
const QUALITY = 0.87;
const LONGEST_CAPTION = 1024;

/** Opens the browser's own window to choose a picture. */
export function choosePicture() {
  const input = element("input", { attributes: { type: "file", accept: "image/*", hidden: "" } });
  input.addEventListener("change", () => input.files[0] && askToSend(input.files[0]));
  input.addEventListener("change", () => input.remove());
  input.addEventListener("cancel", () => input.remove());
  document.body.append(input);
  input.click();
}

/** Shows the picture and asks whether it is to be sent. */
export async function askToSend(file) {
  let jpeg = null;
  try {
    jpeg = await shrunk(file);
  } catch {
    toast(`“${file.name}” is no picture that this browser can read.`);
    return;
  }
  const address = URL.createObjectURL(jpeg);
  const preview = element("img", { className: "preview", attributes: { src: address, alt: "The picture to send" } });
  const caption = element("input", { attributes: { type: "text", name: "caption", maxlength: LONGEST_CAPTION, autocomplete: "off" } });
  // What goes wrong is said in the window, which keeps the caption.
  const read = () => sendPicture(shown(), jpeg, `${file.name.replace(/\.\w+$/, "") || "photo"}.jpg`, caption.value);
  await ask({ title: "Send a photo", content: [preview, field("Caption", caption)], yes: "Send", read });
  URL.revokeObjectURL(address);
}

async function shrunk(file) {
  const picture = await createImageBitmap(file);
  const scale = Math.min(1, LONGEST_SIDE / Math.max(picture.width, picture.height));
  const canvas = element("canvas");
  canvas.width = Math.max(1, Math.round(picture.width * scale));
  canvas.height = Math.max(1, Math.round(picture.height * scale));
  const paper = canvas.getContext("2d");
  paper.fillStyle = "white";
  paper.fillRect(0, 0, canvas.width, canvas.height);
  paper.drawImage(picture, 0, 0, canvas.width, canvas.height);
  return new Promise((done, failed) => {
    canvas.toBlob((blob) => (blob ? done(blob) : failed(new Error("no picture"))), "image/jpeg", QUALITY);
  });
}
