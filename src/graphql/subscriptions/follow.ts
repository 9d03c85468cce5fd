import { refusal, refusalAt } from "../../kernel/api/problem.ts";
import type { FieldContext } from "../execution/field-context.ts";
import { RefusedField } from "../execution/refused-field.ts";
import type { StreamPosition } from "./position.ts";

/** A thing whose events are waited for. */
export interface Watched {
  readonly type: string;
  readonly id: string;
}

/** Something new, between two places. */
export interface News {
  readonly from: StreamPosition;
  readonly to: StreamPosition;
  /** The things that have new events. Null at the beginning, when nothing is known of any. */
  readonly changed: readonly Watched[] | null;
}

/** How long the log is asked to wait for something new, before it is asked again. */
const waitMs = 20_000;

/**
 * Follows a tenant's log from a place, or from its end: says after what, and up to where, there is something new. `aggregates`
 * is null for whatever happens.
 */
export async function* follow(
  { host }: FieldContext,
  begin: StreamPosition | null,
  aggregates: readonly Watched[] | null,
): AsyncGenerator<News, never> {
  for (let after = begin; ; ) {
    const watched = await host.watch({ after, aggregates, withinMs: waitMs });
    if (watched === null)
      throw new RefusedField({
        ...refusal("rate-limited", "The tenant has as many subscriptions as it may have."),
        retryAfter: 10,
      });
    if (watched.isTrimmed) throw new RefusedField(trimmed);
    const { epoch, from, head } = watched;
    const to = { epoch, seq: head };
    const changed = after === null ? null : watched.changed;
    if (watched.isNew || after === null) yield { from: { epoch, seq: from }, to, changed };
    after = to;
  }
}

const trimmed = refusalAt(
  "invalid-cursor",
  "/header/Last-Event-ID",
  "The log does not have the events after this any more. Start over without an id.",
);
