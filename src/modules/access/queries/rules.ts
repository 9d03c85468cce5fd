import { refusal, refusalAt } from "../../../kernel/api/problem.ts";
import { ok, type Result, refused } from "../../../kernel/values/result.ts";
import type { Context } from "../../../kernel/write/command.ts";
import type { NewEvent } from "../../../kernel/write/event.ts";
import { accessIds } from "../ids.ts";
import { accessLimits } from "../limits.ts";
import { queryRegistered, queryRemoved } from "./events.ts";
import type { HashedQuery } from "./schema.ts";

/** What is known when queries are registered. */
export interface Registering {
  readonly key: { readonly id: string; readonly queries: "any" | "registered" };
  /** The hashes, of those that are sent, that the key has already. */
  readonly known: ReadonlySet<string>;
  /** How many queries all keys of the tenant have. */
  readonly total: number;
}

/** Registering a query again changes nothing. A key that may send any query has no list. */
export function decideRegister(
  { key, known, total }: Registering,
  queries: readonly HashedQuery[],
  context: Context,
): Result<readonly NewEvent[]> {
  if (key.queries === "any")
    return refused(
      refusal(
        "key-without-queries",
        "The key may send any query. Create one whose `queries` is `registered`.",
      ),
    );
  const events: NewEvent[] = [];
  const seen = new Set(known);
  for (const { hash, name = null, query } of queries) {
    if (seen.has(hash)) continue;
    seen.add(hash);
    events.push(
      queryRegistered.of(context.newId(accessIds.registeredQuery), { keyId: key.id, hash, name, query }),
    );
  }
  const most = accessLimits.registeredQueries.value;
  if (total + events.length > most)
    return refused(refusalAt("too-large", "/queries", `A tenant has at most ${most} registered queries.`));
  return ok(events);
}

export function decideRemove(query: {
  readonly id: string;
  readonly keyId: string;
  readonly hash: string;
}): NewEvent {
  return queryRemoved.of(query.id, { keyId: query.keyId, hash: query.hash });
}
