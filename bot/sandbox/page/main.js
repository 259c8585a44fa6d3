// Puts the page together.

import { startChat } from "./chat/chat.js";
import { addToMenu, startHeader } from "./chat/header.js";
import { startContent } from "./content/saved.js";
import { openInside, startInside } from "./inside/inside.js";
import { startList } from "./people/list.js";
import { startPeople } from "./people/who.js";
import { startTime } from "./time/panel.js";

startHeader();
startChat();
startList();
startContent();
startInside();
addToMenu({ words: "Look inside", path: "M4 5h16v14H4zM14 5v14M7 9h4M7 12h4", act: openInside });
// The time comes first: the days above the messages are told from it.
await startTime();
await startPeople();
