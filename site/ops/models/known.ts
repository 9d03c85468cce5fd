import type { Answer, Failure } from "../api/answer.ts";
import type { DeadLetter, ListPage, Readiness, Subscription } from "../api/shapes.ts";
import { parseSamples, type Samples } from "../metrics/parse.ts";
import { type Snapshot, windowOf } from "../metrics/rate.ts";
import { appended, type Point } from "../values/history.ts";
import { type Extent, extentOf } from "./caller.ts";
import { lagOf } from "./lag.ts";
import { type Traffic, trafficOf } from "./traffic.ts";

/** Everything that the page knows and shows. */
export interface Known {
  readonly extent: Extent;
  readonly readiness: Readiness | null;
  readonly subscriptions: readonly Subscription[];
  readonly letters: ListPage<DeadLetter> | null;
  /** Why the dead letters are not there. */
  readonly lettersFailure: Failure | null;
  readonly samples: Samples;
  readonly snapshots: readonly Snapshot[];
  readonly traffic: Traffic;
  readonly trafficPoints: readonly Point[];
  readonly lagPoints: readonly Point[];
}

/** The answers of one round. */
export interface Round {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly readiness: Readiness | null;
  /** Null if this round did not ask for them. */
  readonly subscriptions: Answer<ListPage<Subscription>> | null;
  readonly letters: Answer<ListPage<DeadLetter>>;
  readonly metrics: Answer<string>;
}

/** How long the charts reach back. */
export const chartMs = 15 * 60_000;
/** What a rate is measured over. */
const rateMs = 30_000;

/** What is known before the first round. */
export const unknown: Known = {
  extent: { kind: "platform" },
  readiness: null,
  subscriptions: [],
  letters: null,
  lettersFailure: null,
  samples: new Map(),
  snapshots: [],
  traffic: trafficOf(null),
  trafficPoints: [],
  lagPoints: [],
};

/** Adds a round to what is known. What could not be read stays as it was. */
export function afterRound(known: Known, { at, readiness, subscriptions, letters, metrics }: Round): Known {
  const isListed = subscriptions?.ok === true;
  const listed = isListed ? subscriptions.value.items : known.subscriptions;
  const samples = metrics.ok ? parseSamples(metrics.value) : known.samples;
  const snapshots = metrics.ok ? appended(known.snapshots, { at, samples }, rateMs) : known.snapshots;
  const traffic = metrics.ok ? trafficOf(windowOf(snapshots, rateMs)) : trafficOf(null);
  return {
    extent: isListed && listed.length > 0 ? extentOf(listed) : known.extent,
    readiness,
    subscriptions: listed,
    letters: letters.ok ? letters.value : known.letters,
    lettersFailure: letters.ok ? null : letters.failure,
    samples,
    snapshots,
    traffic,
    trafficPoints: metrics.ok
      ? appended(known.trafficPoints, { at, values: { ...traffic } }, chartMs)
      : known.trafficPoints,
    lagPoints:
      isListed || metrics.ok
        ? appended(known.lagPoints, { at, values: lagOf(samples, listed) }, chartMs)
        : known.lagPoints,
  };
}
