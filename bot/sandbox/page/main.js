// Puts the page together.

import { startChat } from "./chat/chat.js";
import { addToMenu, startHeader } from "./chat/header.js";
import { saveChat } from "./chat/saving.js";
import { startContent } from "./content/saved.js";
import { openInside, startInside } from "./inside/inside.js";
import { startList } from "./people/list.js";
import { shown, startPeople } from "./people/who.js";
import { startTime } from "./time/panel.js";

startHeader();
startChat();
startList();
startContent();
startInside();
addToMenu({ words: "Look inside", path: "M4 5h16v14H4zM14 5v14M7 9h4M7 12h4", act: openInside });
addToMenu({ words: "Save this chat", path: "M12 4v11M7 11l5 5 5-5M5 20h14", act: () => saveChat(shown()) });
// The time comes first: the days above the messages are told from it.
await startTime();
await startPeople();
