// Whether the drawer is open, and at which tab: a reload keeps it.

const KEY = "inside";

/** `{open, tab}`, as it was before the reload. */
export function kept() {
  try {
    return { open: false, tab: "", ...JSON.parse(sessionStorage.getItem(KEY)) };
  } catch {
    return { open: false, tab: "" };
  }
}

/** Keeps these parts of it. */
export function keep(parts) {
  try {
    sessionStorage.setItem(KEY, JSON.stringify({ ...kept(), ...parts }));
  } catch {
    // A browser that keeps nothing: the drawer is closed after a reload.
  }
}
