import type { Load, Workload } from "../load/workload.ts";

/**
 * Runs a workload again and again, each run from where the one before it ended, so that no request is ever repeated.
 *
 * @throws If there are not enough requests.
 */
export function eachOnce(workload: Workload, load: (part: Workload) => Promise<Load>): () => Promise<Load> {
  let from = 0;
  return async () => {
    const measured = await load({ ...workload, from });
    // Requests in flight at the end are not counted.
    from += measured.count + 2 * workload.connections;
    if (from > workload.requests.length)
      throw new Error(`${workload.requests.length} different requests are too few: use more --products`);
    return measured;
  };
}
