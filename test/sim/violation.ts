/** A promise that was broken: which one, and how it shows. */
export interface Violation {
  readonly invariant: Invariant;
  readonly detail: string;
}

/** What must hold, whatever happens. `docs/simulator.md` says when each is looked at. */
export type Invariant =
  | "the log has no gaps"
  | "versions grow by one"
  | "an acknowledged write is never lost"
  | "a request has its effect once"
  | "a repeated request gets the same answer"
  | "If-Match lets nobody overwrite what they have not seen"
  | "a position is never ahead of the log"
  | "a position never goes back"
  | "an acknowledgement is never ahead of the read model"
  | "an event has its effect once"
  | "no event is passed over"
  | "rows only move forward"
  | "stock is never negative and reserved is what is promised"
  | "a reservation is ended by its owner"
  | "money adds up"
  | "what is over holds no stock"
  | "orders are numbered without gaps"
  | "a reaction runs for every event"
  | "a reaction keeps the order of a key"
  | "nothing waits for the outside"
  | "an alarm never throws"
  | "nothing breaks that was not broken"
  | "everything comes to rest"
  | "the read model is the write model";

/** Thrown where a promise is found broken. */
export class Broken extends Error {
  readonly violation: Violation;

  constructor(invariant: Invariant, detail: string) {
    super(`${invariant}: ${detail}`);
    this.violation = { invariant, detail };
  }
}
