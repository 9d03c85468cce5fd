import type { Registry } from "../../kernel/registry.ts";
import { droppedDeltas } from "../../kernel/telemetry/names.ts";
import { counter, type Family } from "./family.ts";
import { type Measured, measuredBy } from "./measured.ts";
import { trafficFamilies } from "./traffic.ts";
import { workFamilies } from "./work.ts";

/** All metrics that are summed up, and what decides their labels. */
export interface Families {
  readonly traffic: ReturnType<typeof trafficFamilies>;
  readonly work: ReturnType<typeof workFamilies>;
  readonly own: typeof own;
  readonly measured: Measured;
  readonly all: readonly Family[];
}

/** What the metrics say of themselves. */
const own = {
  otherLabels: counter(
    "rustok_metrics_other_labels_total",
    "Samples with a label outside its closed set, or beyond the most series. They are counted under `other`.",
    {},
    "all",
  ),
  droppedDeltas: counter(droppedDeltas.name, droppedDeltas.help, {}, "all"),
  flushFailures: counter(
    "rustok_metrics_flush_failures_total",
    "Times that an isolate could not hand over its metrics. It keeps them and tries again.",
    {},
    "all",
  ),
  droppedPoints: counter(
    "rustok_analytics_dropped_points_total",
    "Data points that Analytics Engine did not take.",
  ),
};

/** Declares the metrics of a platform with these modules and pages. All labels come from here, none from outside. */
export function createFamilies(registry: Registry, pages: readonly string[]): Families {
  const traffic = trafficFamilies(registry, pages);
  const work = workFamilies(registry);
  const measured = measuredBy(registry);
  const groups: readonly Readonly<Record<string, Family>>[] = [traffic, work, own];
  return {
    traffic,
    work,
    own,
    measured,
    all: [...groups.flatMap((group) => Object.values(group)), ...measured.families],
  };
}
