/** How much of a tenant's log the read model has. */
export interface ReadPosition {
  readonly epoch: number;
  readonly seq: number;
}

/** Whether a position includes another. */
export function includes(one: ReadPosition, other: ReadPosition): boolean {
  return one.epoch > other.epoch || (one.epoch === other.epoch && one.seq >= other.seq);
}
