// The day that floats above the messages while one scrolls. At rest it goes: it would cover words and buttons.

const REST_MILLISECONDS = 1_000;
// It sticks a little below the edge: so far it may move without covering anything.
const LOOSE_PIXELS = 8;

/** Watches the days in `chat`; `atEnd()` says whether the newest message is in view: no day floats over that. */
export function startFloatingDay(chat, atEnd) {
  let resting = 0;
  const rest = () => {
    chat.classList.add("fading");
    chat.classList.remove("scrolling");
  };
  chat.addEventListener(
    "scroll",
    () => {
      mark(chat);
      clearTimeout(resting);
      if (atEnd()) chat.classList.remove("scrolling", "fading");
      else chat.classList.add("scrolling");
      resting = setTimeout(rest, REST_MILLISECONDS);
    },
    { passive: true },
  );
}

/** Marks the days that are not where their messages begin. */
function mark(chat) {
  for (const day of chat.querySelectorAll(".day")) {
    const begins = day.parentElement.getBoundingClientRect().top;
    day.classList.toggle("floating", day.getBoundingClientRect().top > begins + LOOSE_PIXELS);
  }
}
