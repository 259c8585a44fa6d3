// Instants in words, as the panel of the time writes them: the browser's zone, and English as the page is.

const PARTS = new Intl.DateTimeFormat("en-GB", {
  weekday: "short",
  day: "numeric",
  month: "short",
  year: "numeric",
  hour: "2-digit",
  minute: "2-digit",
  second: "2-digit",
  hourCycle: "h23",
});
/** What comes by itself, by its kind. */
export const KINDS = {
  reminder_came: "Reminder",
  snooze_over: "Reminder that was put off",
  reask_came: "Question after a worse session",
  session_expired: "Open session closes",
};

/** "Thu 27 Nov" */
export function day(instant) {
  const { weekday, day: number, month } = partsOf(instant);
  return `${weekday} ${number} ${month}`;
}

/** "Thu 27 Nov 2026" */
export function dayAndYear(instant) {
  return `${day(instant)} ${partsOf(instant).year}`;
}

/** "07:30" */
export function hour(instant) {
  const { hour: hours, minute } = partsOf(instant);
  return `${hours}:${minute}`;
}

/** "07:30:05" */
export function hourToTheSecond(instant) {
  return `${hour(instant)}:${partsOf(instant).second}`;
}

/** "Thu 07:30" */
export function weekdayAndHour(instant) {
  return `${partsOf(instant).weekday} ${hour(instant)}`;
}

/** "UTC+5:30": the browser's zone at that instant. */
export function offset(instant) {
  const ahead = -instant.getTimezoneOffset();
  const hours = Math.floor(Math.abs(ahead) / 60);
  const minutes = Math.abs(ahead) % 60;
  if (!ahead) return "UTC";
  return `UTC${ahead < 0 ? "−" : "+"}${hours}${minutes ? `:${String(minutes).padStart(2, "0")}` : ""}`;
}

/** "Reminder, Thu 27 Nov, 07:30"; the year is told when it isn't that of `now`. */
export function dueWords({ kind, at }, now) {
  const instant = new Date(at * 1000);
  const sameYear = instant.getFullYear() === now.getFullYear();
  return `${KINDS[kind] ?? kind}, ${sameYear ? day(instant) : dayAndYear(instant)}, ${hour(instant)}`;
}

/** The same of what comes next; "Reminder, due now" when its time has come. */
export function nextWords(due, now) {
  return due.at * 1000 > now.getTime() ? dueWords(due, now) : `${KINDS[due.kind] ?? due.kind}, due now`;
}

/** As an input of date and time holds it, in the browser's zone. */
export function inputValue(instant) {
  return new Date(instant.getTime() - instant.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

function partsOf(instant) {
  return Object.fromEntries(PARTS.formatToParts(instant).map(({ type, value }) => [type, value]));
}
