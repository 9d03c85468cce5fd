import { hashOf } from "../../kernel/values/digest.ts";
import { logFailure } from "../log/failure.ts";
import type { LogLine } from "../log/lines.ts";
import { type Span, spanOf } from "./span.ts";

/** Sends spans to a collector. */
export interface SpanExporter {
  /** Keeps the span of a line until the next `flush`. */
  add(line: LogLine): void;
  /** Whether there is anything to send. */
  isDue(): boolean;
  /**
   * Sends what there is. Never throws. What does not arrive is sent again with the next flush; what a collector refuses is
   * lost, and the log has it anyway.
   */
  flush(): Promise<void>;
}

/** Where spans are sent, and which. */
export interface ExporterSettings {
  /** The base address of the collector's OTLP over HTTP, without `/v1/traces`. */
  readonly endpoint: string;
  /** `name=value` pairs with commas between them, as in `OTEL_EXPORTER_OTLP_HEADERS`. */
  readonly headers: string;
  /** The part of all traces, from 0 to 1. All spans of a trace are sent, or none. */
  readonly rate: number;
}

const mostSpans = 512;
/** The answers after which the same spans may be sent again. Source: OpenTelemetry Protocol, OTLP/HTTP response. */
const retryable: ReadonlySet<number> = new Set([429, 502, 503, 504]);
/** A batch of a queue waits for it. */
const patienceMs = 2_000;
/** A call that has not ended by then was cut off with the request that it belonged to, and told nobody. */
const lostAfterMs = 4_000;

export function createSpanExporter(
  { endpoint, headers, rate }: ExporterSettings,
  send: (url: string, init: RequestInit) => Promise<Response> = (url, init) => fetch(url, init),
  now: () => number = () => Date.now(),
): SpanExporter {
  let spans: Span[] = [];
  const calls = new Set<Call>();
  let release = "";
  let lost = 0;
  const lostCalls = () => [...calls].filter(({ since }) => now() - since > lostAfterMs);
  const takeBack = (batch: readonly Span[]) => {
    const all = [...batch, ...spans];
    spans = all.slice(0, mostSpans);
    lost += all.length - spans.length;
  };
  const post = sender({ endpoint, headers }, send);
  return {
    add(line) {
      const span = spanOf(line);
      if (span === null || !isChosen(span.traceId, rate)) return;
      release = line.release;
      if (spans.length < mostSpans) spans.push(span);
      else lost += 1;
    },
    isDue: () => spans.length > 0 || lostCalls().length > 0,
    async flush() {
      for (const call of lostCalls()) {
        calls.delete(call);
        takeBack(call.batch);
      }
      const batch = spans;
      const call: Call = { batch, since: now() };
      calls.add(call);
      const dropped = lost;
      spans = [];
      lost = 0;
      try {
        if (batch.length > 0) await post(batch, release);
        if (dropped > 0) throw new Refused(`${dropped} spans too many`);
      } catch (error) {
        // One that was given up may end after all. Its spans are on their way again.
        if (!(error instanceof Refused) && calls.has(call)) takeBack(batch);
        logFailure("trace-export", error, { details: { spans: batch.length } });
      } finally {
        calls.delete(call);
      }
    },
  };
}

/** Posts spans to a collector. Throws `Refused` if that would be in vain a second time. */
function sender(
  { endpoint, headers }: Pick<ExporterSettings, "endpoint" | "headers">,
  send: (url: string, init: RequestInit) => Promise<Response>,
) {
  return async (batch: readonly Span[], release: string): Promise<void> => {
    const answer = await send(`${endpoint.replace(/\/+$/, "")}/v1/traces`, {
      method: "POST",
      headers: { "Content-Type": "application/json", ...headersOf(headers) },
      body: JSON.stringify(requestOf(batch, release)),
      signal: AbortSignal.timeout(patienceMs),
      redirect: "manual",
    });
    await answer.body?.cancel();
    if (answer.ok) return;
    const error = new Error(`the collector answered ${answer.status}`);
    throw retryable.has(answer.status) ? error : new Refused(error.message);
  };
}

/** Spans that are being sent. */
interface Call {
  readonly batch: readonly Span[];
  /** Milliseconds since 1970. */
  readonly since: number;
}

/** What sending again would not change. */
class Refused extends Error {}

/** Every part of the platform chooses the same traces. */
function isChosen(traceId: string, rate: number): boolean {
  return hashOf(traceId) < rate * 2 ** 32;
}

function headersOf(text: string): Record<string, string> {
  const pairs = text.split(",").filter((pair) => pair.includes("="));
  return Object.fromEntries(
    pairs.map((pair) => {
      const at = pair.indexOf("=");
      return [pair.slice(0, at).trim(), decodeURIComponent(pair.slice(at + 1).trim())];
    }),
  );
}

/** An ExportTraceServiceRequest. */
function requestOf(spans: readonly Span[], release: string) {
  const text = (key: string, stringValue: string) => ({ key, value: { stringValue } });
  return {
    resourceSpans: [
      {
        resource: { attributes: [text("service.name", "rustok-edge"), text("service.version", release)] },
        scopeSpans: [{ scope: { name: "rustok-edge" }, spans }],
      },
    ],
  };
}
