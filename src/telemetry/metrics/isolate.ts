import type { Registry } from "../../kernel/registry.ts";
import type { Done } from "../../kernel/telemetry/measure.ts";
import { type Point, pointOf } from "../analytics/points.ts";
import { logFailure } from "../log/failure.ts";
import type { LogLine } from "../log/lines.ts";
import { isAnyWaiting, tellWaiting } from "../waiting.ts";
import { createDeltas } from "./deltas.ts";
import { createFamilies, type Families } from "./families.ts";
import { type Addition, adds } from "./family.ts";
import { type Background, type Batch, createFlush } from "./flush.ts";
import { samplesOf, samplesOfDone } from "./samples.ts";

/** Names the platform's modules and pages, from which all labels come. Nothing is counted before. */
export function nameMetrics(registry: Registry, pages: readonly string[]): void {
  let made: Families | undefined;
  // An isolate that only starts makes none.
  familiesOf = () => {
    made ??= createFamilies(registry, pages);
    return made;
  };
}

/** Counts nothing from now on. */
export function stopCounting(): void {
  isStopped = true;
}

let isStopped = false;

/** Counts a line of the log. */
export function countLine(line: LogLine): void {
  if (familiesOf === null || isStopped) return;
  const families = familiesOf();
  count(samplesOf(line, families));
  writePoint(line, families);
  if (line.tenant_id !== null && isDelivery(line)) deltas.saw(line.tenant_id);
}

/** Counts a command that has ended, with its events and what modules measure. A measure that fails is not worth a command. */
export function countDone(done: Done): void {
  if (familiesOf === null || isStopped) return;
  const families = familiesOf();
  try {
    count(samplesOfDone(done, families));
  } catch {
    count([adds(families.work.errors, ["metrics"])]);
  }
}

/** A dataset of Analytics Engine. */
export interface Dataset {
  writeDataPoint(point: Point): void;
}

/** Writes the data points of lines to Analytics Engine from now on. */
export function writePointsTo(dataset: Dataset | undefined): void {
  points = dataset;
}

function writePoint(line: LogLine, { own }: Families): void {
  const point = points === undefined ? null : pointOf(line);
  if (point === null) return;
  try {
    points?.writeDataPoint(point);
  } catch {
    // An invocation may write only so many.
    count([adds(own.droppedPoints)]);
  }
}

let points: Dataset | undefined;

/** The metrics of the platform. Null before it was named. */
export function platformFamilies(): Families | null {
  return familiesOf?.() ?? null;
}

/** Where an isolate hands over what it has counted. */
export interface MetricsBinding {
  readonly METRICS: {
    idFromName(name: string): DurableObjectId;
    get(id: DurableObjectId): { add(batch: Batch): Promise<void> };
  };
}

/**
 * Hands over what this isolate has counted, some seconds from now. It costs nothing while there is nothing, or while that is
 * pending.
 */
export function flushMetrics(bindings: MetricsBinding, background: Background): void {
  flush.later(sendTo(bindings), background);
}

/** The same at once, for work whose end somebody waits for. */
export function flushMetricsNow(bindings: MetricsBinding): Promise<void> {
  return flush.now(sendTo(bindings));
}

function sendTo({ METRICS }: MetricsBinding) {
  return (batch: Batch) => METRICS.get(METRICS.idFromName("platform")).add(batch);
}

let familiesOf: (() => Families) | null = null;

const deltas = createDeltas(() => {
  if (familiesOf === null) throw new Error("nothing is counted before the platform has names");
  return familiesOf().own.otherLabels;
});

const flush = createFlush({
  deltas: {
    get isEmpty() {
      return deltas.isEmpty && !isAnyWaiting();
    },
    take() {
      tellWaiting();
      return deltas.take();
    },
  },
  now: Date.now,
  wait: (ms) => scheduler.wait(ms),
  newId: () => crypto.randomUUID(),
  failed: (error) => {
    logFailure("metrics", error);
    if (familiesOf !== null) count([adds(familiesOf().own.flushFailures)]);
  },
});

function count(additions: readonly Addition[]): void {
  for (const addition of additions) deltas.add(addition);
}

/** Whether a line tells that something is on its way from a tenant's log. */
function isDelivery({ kind }: LogLine): boolean {
  return kind === "command" || kind === "relay" || kind === "projection" || kind === "reaction";
}
