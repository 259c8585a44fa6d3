// What happens in the sandbox, as it happens. One connection for the whole page: a browser grants few.

const listeners = new Map();
let source = null;

/** Calls `told(event)` for every event of that kind; "connected" comes with `{connected}`. */
export function on(kind, told) {
  listeners.set(kind, [...(listeners.get(kind) ?? []), told]);
}

/** Follows everything, with this person's chat on the screen; it reconnects by itself. */
export function follow(personId) {
  source?.close();
  source = new EventSource(`/sandbox/events?person=${personId}`);
  source.onmessage = (event) => tell(JSON.parse(event.data));
  source.onopen = () => tell({ event: "connected", connected: true });
  source.onerror = () => {
    tell({ event: "connected", connected: false });
    // It goes on trying by itself, unless it was sent away: then there is no such person any more.
    if (source.readyState === EventSource.CLOSED) tell({ event: "sent away" });
  };
}

/** Tells everybody who listens for events of this kind. */
export function tell(event) {
  for (const told of listeners.get(event.event) ?? []) told(event);
}
