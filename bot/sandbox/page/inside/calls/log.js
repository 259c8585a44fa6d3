// The calls as this page knows them: in order, with whom each one concerns.

const MOST = 2_000;

export class CallLog {
  constructor() {
    this.calls = new Map();
    /** Who tapped: answering a tap names only the tap. */
    this.tappers = new Map();
  }

  /** A call that has come, or is answered. */
  put(call) {
    this.calls.set(call.number, call);
    if (this.calls.size > MOST) this.calls.delete(this.calls.keys().next().value);
    for (const query of updatesOf(call).map((update) => update.callback_query)) {
      if (query) this.tappers.set(String(query.id), String(query.from.id));
    }
  }

  clear() {
    this.calls.clear();
    this.tappers.clear();
  }

  /** The newest `most` of those that are wanted, the oldest first. */
  newest(most, isWanted) {
    return [...this.calls.values()].filter(isWanted).slice(-most);
  }

  /** How often the bot has asked for updates, how many it got; `of` calls, 0 when these are all there were. */
  polling() {
    const known = [...this.calls.values()];
    const polls = known.filter(isPoll);
    const of = (known[0]?.number ?? 1) > 1 ? known.length : 0;
    return { of, polls: polls.length, updates: polls.reduce((sum, call) => sum + updatesOf(call).length, 0), waits: polls.at(-1)?.status === null };
  }

  /** Whom a call concerns, as a text; "" for nobody in particular. */
  whom({ params }) {
    return String(params.chat_id ?? params.user_id ?? this.tappers.get(String(params.callback_query_id)) ?? "");
  }

  /** Whether a call concerns this person: it is for them, or brought the bot something of theirs. */
  concerns(call, personId) {
    return this.whom(call) === personId || updatesOf(call).some((update) => senderOf(update) === personId);
  }
}

/** Whether a call asks for updates. */
export function isPoll({ method }) {
  return method.toLowerCase() === "getupdates";
}

/** The updates that a call brought. */
export function updatesOf(call) {
  return isPoll(call) && Array.isArray(call.answer?.result) ? call.answer.result : [];
}

function senderOf(update) {
  const happened = Object.entries(update).find(([name]) => name !== "update_id")?.[1];
  return String(happened?.from?.id ?? happened?.chat?.id ?? "");
}
