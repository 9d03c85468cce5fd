/** How much of a tenant's log the read model has. */
export interface ReadPosition {
  readonly epoch: number;
  readonly seq: number;
}

/** Where the read model of a tenant is. */
export interface ReadModelRevision extends ReadPosition {
  /** Grows with every change that has cache tags, also with those that don't move the position: of a rebuild or a replay. */
  readonly revision: number;
}

/** Whether a position includes another. */
export function includes(one: ReadPosition, other: ReadPosition): boolean {
  return one.epoch > other.epoch || (one.epoch === other.epoch && one.seq >= other.seq);
}
