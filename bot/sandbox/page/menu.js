// A menu that opens beside what was pressed: arrow keys, Escape, and the focus goes back where it was.

import { button, element, find, icon } from "./elements.js";

const EDGE_PIXELS = 8;

let closeOpen = null;

/** Opens `entries`, each `{words, act, path?, danger?}`, beside the element `opener` or at the point `at`. */
export function openMenu(entries, { opener, at = null, label }) {
  closeMenu();
  const menu = element("div", { className: "menu", attributes: { role: "menu", "aria-label": label } });
  menu.append(...entries.map((entry) => item(entry)));
  find(".phone").append(menu);
  place(menu, opener, at);
  if (opener.matches("button")) opener.setAttribute("aria-expanded", "true");
  const outside = (event) => menu.contains(event.target) || closeMenu();
  closeOpen = () => {
    closeOpen = null;
    opener.removeAttribute("aria-expanded");
    document.removeEventListener("pointerdown", outside, true);
    const had = menu.contains(document.activeElement);
    menu.remove();
    if (had) opener.focus({ preventScroll: true });
  };
  document.addEventListener("pointerdown", outside, true);
  menu.addEventListener("keydown", keyed);
  menu.addEventListener("focusout", (event) => event.relatedTarget && outside({ target: event.relatedTarget }));
  menu.firstElementChild.focus({ preventScroll: true });
}

/** Closes the menu that is open, if one is. */
export function closeMenu() {
  closeOpen?.();
}

/** Whether a menu is open. */
export function menuIsOpen() {
  return closeOpen !== null;
}

function item({ words, act, path, danger }) {
  const chosen = () => {
    closeMenu();
    act();
  };
  const children = path ? [icon(path), words] : [words];
  return button(danger ? "danger" : "", chosen, { role: "menuitem", tabindex: "-1" }, ...children);
}

function keyed(event) {
  const items = [...event.currentTarget.children];
  const at = items.indexOf(document.activeElement);
  const next = {
    ArrowDown: (at + 1) % items.length,
    ArrowUp: (at - 1 + items.length) % items.length,
    Home: 0,
    End: items.length - 1,
  }[event.key];
  if (event.key === "Escape" || event.key === "Tab") closeMenu();
  else if (next === undefined) return;
  else items[next].focus();
  event.preventDefault();
  event.stopPropagation();
}

/** Where it fits into the phone: below or above, never over the edge. */
function place(menu, opener, at) {
  const phone = find(".phone").getBoundingClientRect();
  const from = opener.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = menu;
  const left = at ? at.x : from.right - width;
  const below = at ? at.y : from.bottom + 4;
  const above = (at ? at.y : from.top - 4) - height;
  const top = below + height > phone.bottom - EDGE_PIXELS && above > phone.top ? above : below;
  const fit = (value, size, most) => Math.max(EDGE_PIXELS, Math.min(value, most - size - EDGE_PIXELS));
  menu.style.left = `${fit(left - phone.left, width, phone.width)}px`;
  menu.style.top = `${fit(top - phone.top, height, phone.height)}px`;
}
