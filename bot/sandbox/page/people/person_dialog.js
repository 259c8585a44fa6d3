// Asks for a person's name, language and time zone: for a new one, or to change one.

import { act, addPerson } from "../api.js";
import { ask, field } from "../dialogs.js";
import { element } from "../elements.js";
import { browserZone } from "../time/zone.js";
import { languages } from "./languages.js";

/** Adds somebody; gives them, or null when it was given up. */
export function askForPerson() {
  const start = { first_name: "", language_code: navigator.language.slice(0, 2), zone: browserZone() };
  return asked("Add a person", "Add", start, addPerson);
}

/** Changes somebody. */
export function askToChange(person) {
  return asked(`Change ${person.first_name}`, "Save", person, (details) => act(person, "change", details));
}

function asked(title, yes, { first_name, language_code, zone }, done) {
  const name = input(first_name, { name: "first_name", maxlength: "64", autocomplete: "off", required: "" });
  const language = input(language_code, { name: "language", list: "languages", maxlength: "35", autocomplete: "off" });
  const place = input(zone || browserZone(), { name: "zone", list: "zones", autocomplete: "off" });
  const read = () => {
    if (!name.value.trim()) throw Object.assign(new Error("A person needs a first name."), { field: name });
    return done({ first_name: name.value.trim(), language_code: code(language.value), zone: place.value.trim() });
  };
  const content = [
    field("First name", name),
    field("Language of their app", language),
    element("datalist", { attributes: { id: "languages" } }, ...languages().map(option)),
    field("Time zone", place),
    element("datalist", { attributes: { id: "zones" } }, ...zones().map((each) => option([each, ""]))),
  ];
  return ask({ title, content, yes, read });
}

function input(value, attributes) {
  const made = element("input", { attributes: { type: "text", ...attributes } });
  made.value = value;
  return made;
}

function option([value, words]) {
  return element("option", { attributes: { value } }, words);
}

/** A code such as "pt-br"; a language written out is taken as well. */
function code(written) {
  const wanted = written.trim().toLowerCase();
  return languages().find(([, name]) => name.toLowerCase() === wanted)?.[0] ?? wanted;
}

function zones() {
  return ["UTC", ...(Intl.supportedValuesOf?.("timeZone") ?? [])];
}
