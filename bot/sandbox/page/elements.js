// Makes elements. Words only ever become text nodes, so nothing anybody types can turn into markup.

/** An element with a class, attributes and children (elements or strings). */
export function element(name, { className = "", attributes = {} } = {}, ...children) {
  const made = document.createElement(name);
  if (className) made.className = className;
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

/** The one element on the page that `selector` names. */
export function find(selector) {
  return document.querySelector(selector);
}
