import type { Described } from "./exposition.ts";

/** What the object that adds up the metrics counts by itself. */
export const droppedDeltas: Described = {
  name: "rustok_metrics_dropped_deltas_total",
  help: "Sums of isolates that were not added: there are too many series, or the series has another number of values.",
};

/** The series under which it counts that it could not store the sums. It tries again. */
export const failedWrites = "rustok_errors_total\tmetrics";
