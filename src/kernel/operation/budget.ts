/** Calls over the network that an operation waits for. Those that run at the same time count as well. */
export interface RoundTrips {
  /** Queries and batches of D1. */
  readonly d1: number;
  /** Calls of objects. */
  readonly objects: number;
}

/** The most round trips of one invocation. For an answer that is a stream: until the response begins. */
export interface Budget extends RoundTrips {
  /** Why it is more than two queries and one call. */
  readonly reason?: string;
}

/** The budget of commands and strong reads. */
export const oneCall: Budget = { d1: 0, objects: 1 };

/** The budget of reads of the read model. */
export const twoQueries: Budget = { d1: 2, objects: 0 };

/** Whether a budget is one that needs no reason. */
export function isUsual({ d1, objects }: RoundTrips): boolean {
  return d1 <= twoQueries.d1 && objects <= oneCall.objects;
}

/** Whether something took more round trips than its budget allows. */
export function exceeds(spent: RoundTrips, budget: RoundTrips): boolean {
  return spent.d1 > budget.d1 || spent.objects > budget.objects;
}
