import type { CatalogueRule } from "../support/catalogue/rules.ts";

/** A violated invariant, and the evidence. */
export interface Violation {
  readonly invariant: Invariant;
  readonly detail: string;
}

/** What must always hold. `docs/simulator.md` says when each invariant is checked. */
export type Invariant =
  | "the log has no gaps"
  | "versions grow by one"
  | "an acknowledged write is never lost"
  | "a request has its effect once"
  | "a repeated request gets the same answer"
  | "If-Match prevents lost updates"
  | "a position is never ahead of the log"
  | "a position never goes back"
  | "an acknowledgement is never ahead of the read model"
  | "an event has its effect once"
  | "no event is skipped"
  | "rows only move forward"
  | "stock is never negative and reserved equals the reservations"
  | "a reservation is ended by its owner"
  | "a shelf is not promised twice"
  | "a cart expires when its time is over"
  | "a key belongs to one caller and one target"
  | CatalogueRule
  | "money adds up"
  | "promotions count what orders use"
  | "posts count their comments"
  | "products count their stars"
  | "tags and categories count their posts"
  | "moderators see all that waits for them"
  | "a slug leads to the one node that has or had it"
  | "sitemaps list what is published"
  | "no redirect leads to another"
  | "a finished order holds no stock"
  | "an unpaid order expires when its time is over"
  | "a paid order never expires"
  | "unpaid orders are listed"
  | "orders are numbered without gaps"
  | "a reaction runs for every event"
  | "a reaction keeps the order of a key"
  | "nothing waits for the outside"
  | "an alarm never throws"
  | "no unexpected error is thrown"
  | "a suspended tenant changes nothing"
  | "a module that is off does nothing"
  | "a module is on only with the modules that it requires"
  | "a tenant that is resumed is open again"
  | "a list that is walked shows no row twice"
  | "a list that is walked loses no row"
  | "a list shows what there is"
  | "a cached answer is not older than its bound"
  | "a shopper sees their own tenant"
  | "everything settles"
  | "the read model is the write model";

/** Thrown when an invariant is violated. */
export class Broken extends Error {
  readonly violation: Violation;

  constructor(invariant: Invariant, detail: string) {
    super(`${invariant}: ${detail}`);
    this.violation = { invariant, detail };
  }
}
