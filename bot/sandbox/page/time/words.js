// Instants in words: in the zone of the person on the screen, and in English as the page is.

import { formatter, minutesAhead, zone } from "./zone.js";

const PARTS = {
  weekday: "short",
  day: "numeric",
  month: "short",
  year: "numeric",
  hour: "2-digit",
  minute: "2-digit",
  second: "2-digit",
  hourCycle: "h23",
};
/** What comes by itself, by its kind. */
export const KINDS = {
  reminder_came: "Reminder",
  snooze_over: "Reminder that was put off",
  reask_came: "Question after a worse session",
  session_expired: "Open session closes",
  look_back_came: "Look back at the week",
};
const MAY_BE_SILENT = { reminder_came: "Silent where the day's routine is done." };
const WEEK_MILLISECONDS = 6 * 86_400_000;

/** "Thu 27 Nov" */
export function day(instant) {
  const { weekday, day: number, month } = partsOf(instant);
  return `${weekday} ${number} ${month}`;
}

/** "Thu 27 Nov 2026" */
export function dayAndYear(instant) {
  return `${day(instant)} ${year(instant)}`;
}

/** "2026" */
export function year(instant) {
  return partsOf(instant).year;
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

/** As a list of chats has it: "07:30" today, "Thu" this week, else "27 Nov", with the year if it is another.
 *
 * In the zone `where`: each of them has a phone of their own.
 */
export function dayOrHour(instant, now, where) {
  const [then, today] = [partsOf(instant, where), partsOf(now, where)];
  if (["day", "month", "year"].every((part) => then[part] === today[part])) return `${then.hour}:${then.minute}`;
  const ago = now - instant;
  if (ago > 0 && ago < WEEK_MILLISECONDS) return then.weekday;
  return `${then.day} ${then.month}${then.year === today.year ? "" : ` ${then.year}`}`;
}

/** As a chip above the messages of a day has it: "27 November", with the year when it is not that of `now`. */
export function dayChip(instant, now) {
  const options = { day: "numeric", month: "long" };
  if (year(instant) !== year(now)) options.year = "numeric";
  return formatter("en-GB", options).format(instant);
}

/** "Europe/Vienna, UTC+1": the zone at that instant. */
export function zoneWords(instant) {
  const name = zone().replaceAll("_", " ");
  return name === "UTC" ? "UTC" : `${name}, ${offset(instant)}`;
}

/** "UTC+5:30" */
function offset(instant) {
  const ahead = minutesAhead(instant);
  const hours = Math.floor(Math.abs(ahead) / 60);
  const minutes = Math.abs(ahead) % 60;
  if (!ahead) return "UTC";
  return `UTC${ahead < 0 ? "−" : "+"}${hours}${minutes ? `:${String(minutes).padStart(2, "0")}` : ""}`;
}

/** "Reminder for Ada, Thu 27 Nov, 07:30"; the year is told when it isn't that of `now`, `whom` when there is a choice. */
export function dueWords({ kind, at }, now, whom = "") {
  const instant = new Date(at * 1000);
  const when = year(instant) === year(now) ? day(instant) : dayAndYear(instant);
  return `${dueKind(kind, whom)}, ${when}, ${hour(instant)}`;
}

/** The same of what was jumped to, and why nothing may come of it. */
export function jumpWords(due, now, whom = "") {
  return [`Jumped to: ${dueWords(due, now, whom)}`, MAY_BE_SILENT[due.kind]].filter(Boolean).join(". ");
}

/** The same of what comes next; "Reminder, due now" when its time has come. */
export function nextWords(due, now, whom = "") {
  return due.at * 1000 > now.getTime() ? dueWords(due, now, whom) : `${dueKind(due.kind, whom)}, due now`;
}

/** As an input of date and time holds it, in the zone shown. */
export function inputValue(instant) {
  return new Date(instant.getTime() + minutesAhead(instant) * 60_000).toISOString().slice(0, 16);
}

function dueKind(kind, whom) {
  return `${KINDS[kind] ?? kind.replaceAll("_", " ")}${whom ? ` for ${whom}` : ""}`;
}

function partsOf(instant, where) {
  return Object.fromEntries(formatter("en-GB", PARTS, where).formatToParts(instant).map(({ type, value }) => [type, value]));
}
