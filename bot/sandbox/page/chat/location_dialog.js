// Asks for a place to share: a city, or degrees.

import { act } from "../api.js";
import { ask, field } from "../dialogs.js";
import { element } from "../elements.js";
import { shown } from "../people/who.js";

const CITIES = [
  ["Vienna", 48.2082, 16.3738],
  ["London", 51.5074, -0.1278],
  ["New York", 40.7128, -74.006],
  ["São Paulo", -23.5505, -46.6333],
  ["Nairobi", -1.2921, 36.8219],
  ["Mumbai", 19.076, 72.8777],
  ["Tokyo", 35.6762, 139.6503],
  ["Sydney", -33.8688, 151.2093],
];

/** Asks, and shares the place chosen. */
export function askForPlace() {
  const latitude = degrees("latitude", 90);
  const longitude = degrees("longitude", 180);
  const city = element("select", { attributes: { name: "city" } }, ...CITIES.map(([name]) => element("option", {}, name)), element("option", {}, "Another place"));
  const fill = () => {
    const chosen = CITIES[city.selectedIndex];
    if (chosen) [latitude.value, longitude.value] = chosen.slice(1);
  };
  const typed = () => (city.selectedIndex = CITIES.length);
  city.addEventListener("change", fill);
  latitude.addEventListener("input", typed);
  longitude.addEventListener("input", typed);
  fill();
  const pair = element("div", { className: "pair" }, field("Latitude", latitude), field("Longitude", longitude));
  const read = () => share(latitude, longitude);
  return ask({ title: "Share a location", content: [field("City", city), pair], yes: "Share", read });
}

async function share(latitude, longitude) {
  for (const input of [latitude, longitude]) {
    if (input.value && input.checkValidity()) continue;
    throw Object.assign(new Error(`The ${input.name} goes from ${input.min} to ${input.max}.`), { field: input });
  }
  return act(shown(), "location", { latitude: Number(latitude.value), longitude: Number(longitude.value) });
}

function degrees(name, most) {
  return element("input", { attributes: { type: "number", name, min: -most, max: most, step: "any" } });
}
