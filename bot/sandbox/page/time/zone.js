// The time zone of the person on the screen, and clocks of that zone. Nobody's: the browser's.

let shownZone = browserZone();
const made = new Map();

/** The zone of this browser, as "Europe/Vienna". */
export function browserZone() {
  return Intl.DateTimeFormat().resolvedOptions().timeZone || "UTC";
}

/** Shows everything in that zone from now on; "" or an unknown one is the browser's. */
export function showZone(name) {
  shownZone = zoneOf({ zone: name });
}

/** The zone of a person's phone. */
export function zoneOf({ zone: name }) {
  return name && known(name) ? name : browserZone();
}

/** The zone that is shown. */
export const zone = () => shownZone;

/** A formatter for a zone, the one shown if none is named; made once: it costs more than a message. */
export function formatter(locale, options, timeZone = shownZone) {
  const key = `${timeZone} ${locale} ${JSON.stringify(options)}`;
  if (!made.has(key)) made.set(key, make(locale, { ...options, timeZone }));
  return made.get(key);
}

/** How many minutes the zone is ahead of UTC at that instant. */
export function minutesAhead(instant) {
  const seconds = Math.floor(instant.getTime() / 1000) * 1000;
  return Math.round((wallOf(instant) - seconds) / 60_000);
}

/** The instant when the zone's clocks show "2026-03-29T07:30".
 *
 * Twice in a year that is not one instant: shown twice, it is the first; skipped, it is as far after the
 * leap as it was to be after its beginning.
 */
export function instantOf(written) {
  const wall = Date.parse(`${written}Z`);
  const [before, after] = [-1, 1].map((days) => minutesAhead(new Date(wall + days * 86_400_000)));
  const candidates = [before, after].map((ahead) => new Date(wall - ahead * 60_000));
  return candidates.find((each) => wallOf(each) === wall) ?? candidates[0];
}

/** What the zone's clocks show, as if it were UTC: to reckon with. */
function wallOf(instant) {
  const options = { year: "numeric", month: "numeric", day: "numeric", hour: "numeric", minute: "numeric", second: "numeric" };
  const parts = formatter("en-US", { ...options, hourCycle: "h23", calendar: "iso8601" }).formatToParts(instant);
  const { year, month, day, hour, minute, second } = Object.fromEntries(parts.map(({ type, value }) => [type, Number(value)]));
  return Date.UTC(year, month - 1, day, hour, minute, second);
}

function make(locale, options) {
  try {
    return new Intl.DateTimeFormat(locale, options);
  } catch {
    return new Intl.DateTimeFormat("en-GB", options);
  }
}

function known(name) {
  try {
    return Boolean(new Intl.DateTimeFormat("en", { timeZone: name }));
  } catch {
    return false;
  }
}
