/** What waits in an object's log, and whether the queue takes it. Instants are milliseconds since 1970. */
export interface OutboxState {
  /** The last position of the log, or 0 if it never had an event. */
  readonly head: number;
  /** When the oldest event that waits for the queue was written. Null if none waits. */
  readonly waitingSince: number | null;
  /** When the queue did not accept the last notifications. Null if it did, as far as the object remembers. */
  readonly refusedAt: number | null;
  /** Types of events that hold up a subscription because the code is too old for them. */
  readonly parked: readonly string[];
}
