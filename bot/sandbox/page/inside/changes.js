// How one JSON value differs from another.

/**
 * The paths ("a/b/0") at which `now` is another value than `before`, each with what was there: `{leaf, was}`.
 * `leaf` is false for an object or list that only holds something that has changed.
 */
export function changedPaths(before, now, path = "", found = new Map()) {
  if (before === undefined && !path) return found;
  if (JSON.stringify(before) === JSON.stringify(now)) return found;
  const comparable = isHolder(before) && isHolder(now) && Array.isArray(before) === Array.isArray(now);
  if (path) found.set(path, { leaf: !comparable, was: before });
  if (comparable) for (const name of Object.keys(now)) changedPaths(before[name], now[name], joined(path, name), found);
  return found;
}

/** The path of something inside something else. */
export function joined(path, name) {
  return path ? `${path}/${name}` : String(name);
}

/** Whether a value is an object or a list. */
export function isHolder(value) {
  return typeof value === "object" && value !== null;
}
