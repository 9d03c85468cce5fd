/** What currently fails, and until when. */
export interface Faults {
  /** Calls to D1 fail. */
  databaseDownUntil: number;
  /** Calls to D1 are slow: the scheduler prefers everything else. */
  databaseSlowUntil: number;
  /** The far place cannot be reached. */
  farDownUntil: number;
  /** The far place doesn't answer: requests to it stay in flight until then. */
  farHangsUntil: number;
  /** Nothing can be sent. */
  queueDownUntil: number;
  /** How far the clock is ahead. */
  clockAheadMs: number;
  /** Projectors and an object can't reach each other, by the object's index. */
  readonly partitionedUntil: number[];
}

export function createFaults(objects: number): Faults {
  return {
    databaseDownUntil: 0,
    databaseSlowUntil: 0,
    farDownUntil: 0,
    farHangsUntil: 0,
    queueDownUntil: 0,
    clockAheadMs: 0,
    partitionedUntil: Array.from({ length: objects }, () => 0),
  };
}

/** The clock jumps, but a fault lasts as long as before. */
export function shiftFaults(faults: Faults, now: number, byMs: number): void {
  const shifted = (until: number) => (until > now ? until + byMs : until);
  faults.databaseDownUntil = shifted(faults.databaseDownUntil);
  faults.databaseSlowUntil = shifted(faults.databaseSlowUntil);
  faults.farDownUntil = shifted(faults.farDownUntil);
  faults.farHangsUntil = shifted(faults.farHangsUntil);
  faults.queueDownUntil = shifted(faults.queueDownUntil);
  for (const [index, until] of faults.partitionedUntil.entries())
    faults.partitionedUntil[index] = shifted(until);
}

/** A call to the far place. */
export const farCall = "outside far";

/** Why a call currently fails, or null if it gets through. */
export function obstacleOf(faults: Faults, label: string, now: number): string | null {
  if (label.startsWith("d1 "))
    return now < faults.databaseDownUntil ? "D1_ERROR: the database is down" : null;
  if (label === farCall) return now < faults.farDownUntil ? "fetch failed" : null;
  if (label.startsWith("queue ")) return now < faults.queueDownUntil ? "the queue is unavailable" : null;
  const object = Number(/^(?:object|projector) (\d+)/.exec(label)?.[1] ?? -1);
  return now < (faults.partitionedUntil[object] ?? 0) ? "Network connection lost." : null;
}
