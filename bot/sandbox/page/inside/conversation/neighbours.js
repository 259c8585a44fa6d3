// What leads to a step and what can follow it, in rows for a drawing.

export const MANY = "many steps";
export const BACK = "the step before";
export const STAYS = "stays here";

/**
 * What leads to a step: `{step, lines}`, `step` null for what leads there from many; first from where the person
 * came, `before`.
 */
export function comingTo(step, arrows, before) {
  const coming = arrows.filter(({ start, to }) => to === step && start !== step);
  return [
    ...bySteps(coming.filter(isOwn), ({ start }) => start).sort((one, other) => (other.step === before) - (one.step === before)),
    ...together(coming.filter(({ back }) => back), `back from ${counted(coming.filter(({ back }) => back))}`),
    ...together(coming.filter(({ common }) => common), MANY),
  ];
}

/** What can follow a step, in the table's order; with `common`, also what counts in many steps. */
export function goingFrom(step, arrows, common) {
  const going = arrows.filter(({ start }) => start === step).filter((arrow) => common || !arrow.common);
  const leading = going.filter(({ to, back }) => to !== step && !back);
  return [
    ...bySteps(leading.filter((arrow) => !arrow.common), ({ to }) => to),
    ...together(going.filter(({ back, to }) => back && to !== step), BACK),
    ...together(going.filter(({ to, common: isCommon }) => to === step && !isCommon), STAYS),
    ...bySteps(leading.filter((arrow) => arrow.common), ({ to }) => to).map((row) => ({ ...row, common: true })),
    ...together(going.filter(({ to, common: isCommon }) => to === step && isCommon), STAYS).map((row) => ({ ...row, common: true })),
  ];
}

/** How many arrows out of a step count in many steps. */
export function commonFrom(step, arrows) {
  return arrows.filter(({ start, common }) => start === step && common).length;
}

/** Whether an arrow is this step's own, and no one that counts nearly everywhere. */
export function isOwn({ common, back }) {
  return !common && !back;
}

function bySteps(arrows, stepOf) {
  const steps = [...new Set(arrows.map(stepOf))];
  return steps.map((step) => ({ step, label: step, lines: lines(arrows.filter((arrow) => stepOf(arrow) === step)) }));
}

/** One row for them all: `flows`, as the guards would tell nothing here. */
function together(arrows, label) {
  return arrows.length ? [{ step: null, label, lines: lines(arrows), flows: arrows.some((arrow) => !isOwn(arrow)) }] : [];
}

/** One line an event, with the guards of all its arrows. */
function lines(arrows) {
  return [...new Set(arrows.map(({ event }) => event))].map((event) => {
    const guards = new Set(arrows.filter((arrow) => arrow.event === event).flatMap((arrow) => arrow.guards));
    return { event, when: guards.has("") ? "" : [...guards].join(" or ") };
  });
}

function counted(arrows) {
  const count = new Set(arrows.map(({ start }) => start)).size;
  return count === 1 ? "1 step" : `${count} steps`;
}
