import { gateLimits } from "../../../durable-objects/reads/gate.ts";
import { ageLimits } from "../../../src/http/cache/freshness.ts";
import type { Plan } from "../faults/plan.ts";

/** What a shopper saw of the product that every shop has under the same handle. */
export interface Sight {
  readonly sentAt: number;
  /** `Cache-Status`. */
  readonly cache: string | null;
  /** The product's title. Null if it wasn't shown. */
  readonly title: string | null;
}

/** What is known of a shop's product when a shopper's answer arrives. */
export interface Known {
  readonly slug: string;
  /** The number in the title that was sent last. */
  readonly sent: number;
  /** The numbers that the read model was seen to have, and when each was first seen. */
  readonly projected: readonly { readonly number: number; readonly at: number }[];
}

/** The title of a shop's product after so many changes. */
export function titleOf(slug: string, number: number): string {
  return `Lamp of ${slug} no ${number}`;
}

/** Clocks of two processes, and the time that a request takes to arrive. */
const toleranceMs = 300;
/** Without an outage, nobody believes for longer that the read model can't be read. */
const excuseMs = 15_000;

/** What is wrong with what a shopper saw, if something is. */
export function judgeSight(sight: Sight, known: Known, plan: Pick<Plan, "outages">): string | null {
  const { slug, sent } = known;
  const [, shop = "", digits = ""] = /^Lamp of (\S+) no (\d+)$/.exec(sight.title ?? "") ?? [];
  const shown = sight.title === null ? 0 : Number(digits);
  if (sight.title !== null && shop !== slug) return `${slug} shows ${sight.title}`;
  if (shown > sent) return `${slug} shows ${sight.title}, which nobody has written`;
  const limit = longestAge(sight, plan);
  const needed = known.projected.findLast(({ at }) => at <= sight.sentAt - limit - toleranceMs);
  if (needed === undefined || shown >= needed.number) return null;
  const behind = sight.sentAt - needed.at;
  return `${slug} shows ${sight.title} (${sight.cache}) ${behind} ms after the read model had ${needed.number}`;
}

/** How long ago the read model may have changed since an answer was read. */
function longestAge({ sentAt, cache }: Sight, { outages }: Pick<Plan, "outages">): number {
  const { unheard, staleIfError } = ageLimits;
  if (cache === "rustok; hit") return unheard.value;
  const isExcused = outages.some(({ from, until }) => from <= sentAt && until >= sentAt - excuseMs);
  if (isExcused) return staleIfError.value;
  return cache === "rustok; hit; fwd=stale" ? excuseMs : unheard.value + gateLimits.deadline.value;
}
