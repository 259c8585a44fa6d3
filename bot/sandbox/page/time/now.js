// What the sandbox's time shows, between one look at it and the next; without a time of its own, the real one.

let told = null;
let toldAt = 0;

/** Keeps what the sandbox has told. */
export function keepTime(answer) {
  told = answer;
  toldAt = performance.now();
}

/** What was told last: `{shown, rate, real, next}`, null before. */
export const toldTime = () => told;

/** What the time shows now. */
export function now() {
  return told ? new Date(told.shown * 1000 + (performance.now() - toldAt) * told.rate) : new Date();
}
