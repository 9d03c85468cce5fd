import { isWithin } from "../../kernel/clock.ts";
import { defineLimits } from "../../kernel/limit.ts";
import { type Changes, isChanged, type StoredAnswer } from "./answer.ts";

/** How old a storefront answer can be. Its age counts from when the read model was read, through all layers. */
export const ageLimits = defineLimits({
  fresh: {
    value: 5_000,
    unit: "milliseconds",
    per: "response",
    what: "The age of a storefront answer",
    beyond: "it is served while a newer one is read (±10 %)",
  },
  stale: {
    value: 60_000,
    unit: "milliseconds",
    per: "response",
    what: "The age of a storefront answer that is served while a newer one is read",
    beyond: "the request waits for a newer one",
  },
  staleIfError: {
    value: 600_000,
    unit: "milliseconds",
    per: "response",
    what: "The age of a storefront answer while the read model can't be read",
    beyond: "503 `overloaded`",
  },
  absent: {
    value: 5_000,
    unit: "milliseconds",
    per: "response",
    what: "The age of a 404 of the storefront",
    beyond: "the request waits for a newer one",
  },
  unheard: {
    value: 2_000,
    unit: "milliseconds",
    per: "isolate",
    what: "The time since the cache last heard what the projector has changed",
    beyond: "the request waits for an answer from the read model",
  },
});

/** What is known of a tenant's changes. */
export type Heard =
  | { readonly state: "known"; readonly changes: Changes }
  /** Too long ago, or never. */
  | { readonly state: "unknown" }
  /** The read model can't be asked, so nothing newer can be had either. */
  | { readonly state: "unavailable" };

/** What may be done with an answer. */
export type Freshness =
  | "fresh"
  /** It may be served while a newer one is read. */
  | "stale"
  /** It may be served only if nothing newer can be had. */
  | "expired"
  | "useless";

/** Judges an answer. `spread` is from -1 to 1, so that answers that were read together don't expire together. */
export function freshnessOf(answer: StoredAnswer, heard: Heard, now: number, spread: number): Freshness {
  const { filledAt } = answer;
  const isYounger = (ms: number) => isWithin(filledAt + ms, now, ms);
  if (!isYounger(ageLimits.staleIfError.value)) return "useless";
  if (heard.state === "unavailable") return "stale";
  if (heard.state === "unknown" || isChanged(answer, heard.changes)) return "expired";
  const isAbsent = "refusal" in answer.content;
  const { value: freshMs } = isAbsent ? ageLimits.absent : ageLimits.fresh;
  if (isYounger(freshMs * (1 + spread / 10))) return "fresh";
  if (isAbsent) return "expired";
  return isYounger(ageLimits.stale.value) ? "stale" : "expired";
}
