// The paper clip: what can be sent beside words.

import { find } from "../elements.js";
import { closeMenu, menuIsOpen, openMenu } from "../menu.js";
import { doing } from "./doing.js";
import { askForPlace } from "./location_dialog.js";
import { choosePicture } from "./photo_dialog.js";

const PICTURE = "M4 5h16v14H4zM4 16l5-5 4 4 3-3 4 4";
const SUN = "M4 5h16v14H4zM8.500 10.500a1.500 1.500 0 1 0 0-3 1.500 1.500 0 0 0 0 3zM4 17l6-5 5 4 5-3";
const PIN = "M12 21s7-6.300 7-11.500a7 7 0 0 0-14 0C5 14.700 12 21 12 21zM12 12a2.500 2.500 0 1 0 0-5 2.500 2.500 0 0 0 0 5z";
const MICROPHONE = "M12 15a3 3 0 0 0 3-3V6a3 3 0 0 0-6 0v6a3 3 0 0 0 3 3zM6 11.500a6 6 0 0 0 12 0M12 17.500V21";
const FACE = "M12 20a8 8 0 1 0 0-16 8 8 0 0 0 0 16zM8.500 14c1.800 2.200 5.200 2.200 7 0M9.500 9v1M14.500 9v1";
const PERSON = "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4.500 20c1-4 4-5.500 7.500-5.500s6.500 1.500 7.500 5.500";

/** Sets the paper clip and the microphone up. */
export function startAttaching() {
  const clip = find(".clip");
  find(".microphone").addEventListener("click", () => doing("voice"));
  clip.addEventListener("click", () => {
    if (menuIsOpen()) return closeMenu();
    return openMenu(
      [
        { words: "Photo …", path: PICTURE, act: choosePicture },
        { words: "A sample picture", path: SUN, act: () => doing("photo") },
        { words: "Location …", path: PIN, act: askForPlace },
        { words: "A voice message", path: MICROPHONE, act: () => doing("voice") },
        { words: "A sticker", path: FACE, act: () => doing("sticker") },
        { words: "My contact", path: PERSON, act: () => doing("contact") },
      ],
      { opener: clip, label: "Attach" },
    );
  });
}
