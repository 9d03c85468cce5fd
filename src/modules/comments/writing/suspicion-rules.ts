import type { CommentStatus, Suspicion } from "../comment/schema.ts";

/** What is known about a comment that is written or changed, besides its text. */
export interface Signals {
  /** How many comments of the customer there are in each status. Null for a guest. */
  readonly history: ReadonlyMap<CommentStatus, number> | null;
  /** When the caller wrote before, and how many comments in a row. Null if it did not, or if a shop's server speaks for it. */
  readonly pace: Pace | null;
  /** Whether the same text is there already. */
  readonly isRepeated: boolean;
  /** Whether the field that people don't see was filled. */
  readonly fellForHoneypot: boolean;
  readonly now: number;
}

/** A run of comments by one caller, which ends after `runGap` without any. */
export interface Pace {
  readonly beganAt: number;
  readonly lastAt: number;
  readonly comments: number;
}

/** One link is an address. Two are an advertisement more often than not. */
const mostLinks = 1;
const minute = 60_000;
/** The shortest time in which somebody reads and answers. */
const shortestPause = 10_000;
const mostInRun = 5;

/** After this time, a caller's next comment begins another run. */
export const runGap = 10 * minute;

const link = /\bhttps?:\/\/|\bwww\.|\[url|<a\s/giu;

/**
 * Why a comment waits for a moderator; nothing if it is shown at once. Guests always wait, because anybody can give any e-mail
 * address. Whatever looks like spam waits too, and is never refused: people write links, and write quickly.
 */
export function suspicionsOf(body: string, signals: Signals): readonly Suspicion[] {
  const { history, isRepeated, fellForHoneypot } = signals;
  return [
    ...(history === null ? ["guest" as const] : suspicionsOfHistory(history)),
    ...((body.match(link)?.length ?? 0) > mostLinks ? ["links" as const] : []),
    ...(isQuick(signals) ? ["speed" as const] : []),
    ...(isRepeated ? ["repeated" as const] : []),
    ...(fellForHoneypot ? ["honeypot" as const] : []),
  ];
}

function suspicionsOfHistory(history: ReadonlyMap<CommentStatus, number>): readonly Suspicion[] {
  const of = (status: CommentStatus) => history.get(status) ?? 0;
  const isNew = of("approved") === 0;
  const wasRefused = of("rejected") + of("hidden") > 0 && of("rejected") + of("hidden") >= of("approved");
  return [...(isNew ? ["first-time" as const] : []), ...(wasRefused ? ["refused-before" as const] : [])];
}

function isQuick({ pace, now }: Signals): boolean {
  if (pace === null || now - pace.lastAt > runGap) return false;
  return now - pace.lastAt < shortestPause || pace.comments >= mostInRun;
}

/** The caller's pace with one more comment. */
export function nextPace(pace: Pace | null, now: number): Pace {
  if (pace === null || now - pace.lastAt > runGap) return { beganAt: now, lastAt: now, comments: 1 };
  return { ...pace, lastAt: now, comments: pace.comments + 1 };
}
