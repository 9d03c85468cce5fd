import { env } from "cloudflare:workers";
import { isWithin } from "../kernel/clock.ts";
import { beQuiet, identifyRelease, listenToLines } from "./log/emit.ts";
import type { Background } from "./metrics/flush.ts";
import {
  countLine,
  type Dataset,
  flushMetrics,
  flushMetricsNow,
  stopCounting,
  writePointsTo,
} from "./metrics/isolate.ts";
import { createSpanExporter, type SpanExporter } from "./traces/exporter.ts";

/** How long spans wait for others, so that one call of the collector takes many. */
const flushAfterMs = 1_000;

/** A flush that has not ended by then was cut off with the request that it belonged to. */
const lostAfterMs = 5_000;

const exporter = exporterOf(env);
let pendingUntil: number | undefined;

identifyRelease(versionOf(env));
if (text(env, "TELEMETRY") === "off") {
  beQuiet();
  stopCounting();
}
listenToLines(countLine);
if (exporter !== null) listenToLines(exporter.add);
writePointsTo((env as { readonly ANALYTICS?: Dataset }).ANALYTICS);

/** Sends what this isolate has gathered, a little later. Every entry of the Worker calls it when its work is done. */
export function flushTelemetry(background: Background): void {
  flushMetrics(env, background);
  const now = Date.now();
  if (exporter === null || !exporter.isDue() || isWithin(pendingUntil, now, lostAfterMs)) return;
  pendingUntil = now + lostAfterMs;
  background.waitUntil(
    scheduler.wait(flushAfterMs).then(() => {
      pendingUntil = undefined;
      return exporter.flush();
    }),
  );
}

/**
 * The same for a batch of a queue, at once: the queue waits for everything that a batch has left behind, and so does the next
 * batch.
 */
export async function handOverTelemetry(): Promise<void> {
  const spans = exporter?.isDue() === true ? exporter.flush() : null;
  await Promise.all([flushMetricsNow(env), spans]);
}

function exporterOf(bindings: object): SpanExporter | null {
  const endpoint = text(bindings, "OTEL_EXPORTER_OTLP_ENDPOINT");
  if (endpoint === "" || text(bindings, "TELEMETRY") === "off") return null;
  const rate = Number(text(bindings, "OTEL_TRACES_SAMPLER_ARG") || 1);
  return createSpanExporter({
    endpoint,
    headers: text(bindings, "OTEL_EXPORTER_OTLP_HEADERS"),
    rate: rate >= 0 && rate <= 1 ? rate : 1,
  });
}

function versionOf(bindings: object): string {
  const version: unknown = Reflect.get(bindings, "CF_VERSION_METADATA");
  return typeof version === "object" && version !== null ? text(version, "id") : "";
}

function text(bindings: object, name: string): string {
  const value: unknown = Reflect.get(bindings, name);
  return typeof value === "string" ? value : "";
}
