// Puts the page together.

import { startChat } from "./chat/chat.js";
import { startHeader } from "./chat/header.js";
import { startContent } from "./content/saved.js";
import { startList } from "./people/list.js";
import { startPeople } from "./people/who.js";
import { startTime } from "./time/panel.js";

startHeader();
startChat();
startList();
startContent();
// The time comes first: the days above the messages are told from it.
await startTime();
await startPeople();
