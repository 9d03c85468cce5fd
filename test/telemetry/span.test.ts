import { expect, it } from "vitest";
import { createSpanExporter } from "../../src/telemetry/traces/exporter.ts";
import { spanOf } from "../../src/telemetry/traces/span.ts";
import { command, failure, projection, request, traceId } from "../support/telemetry/lines.ts";

const batch = { ...projection, trace_id: traceId };

it("a request is a server's span, named by its route, that ends when its line was written", () => {
  expect(
    spanOf({ ...request, duration_ms: 12, timestamp: "2026-03-01T12:00:00.020Z", parent_id: null }),
  ).toMatchObject({
    name: "GET /v1/store/products",
    kind: 2,
    startTimeUnixNano: "1772366400008000000",
    endTimeUnixNano: "1772366400020000000",
    status: { code: 0 },
  });
});

it("a span names the one that led to it, if there is one", () => {
  expect(spanOf({ ...command, parent_id: "b".repeat(16) })?.parentSpanId).toBe("b".repeat(16));
  expect(spanOf({ ...command, parent_id: null })).not.toHaveProperty("parentSpanId");
});

it("attributes have the names of OpenTelemetry where it has one", () => {
  const attributes = spanOf({ ...request, status: 404, problem: "not-found" })?.attributes;
  expect(attributes).toContainEqual({ key: "http.response.status_code", value: { intValue: "404" } });
  expect(attributes).toContainEqual({ key: "http.request.method", value: { stringValue: "GET" } });
  expect(attributes).toContainEqual({ key: "rustok.problem", value: { stringValue: "not-found" } });
});

it("a batch of several traces links the others", () => {
  const links = [`${"c".repeat(32)}-${"d".repeat(16)}`];
  expect(spanOf({ ...batch, links })?.links).toEqual([{ traceId: "c".repeat(32), spanId: "d".repeat(16) }]);
});

it("a failure makes a span that failed, with its message", () => {
  const error = { name: "Error", message: "D1 is down" };
  expect(spanOf({ ...batch, level: "warn", error })?.status).toEqual({
    code: 2,
    message: "D1 is down",
  });
});

it("what has no place in a trace is no span", () => {
  expect(spanOf(failure)).toBeNull();
  expect(spanOf({ ...batch, trace_id: null })).toBeNull();
});

/** An exporter to a collector that gives these answers. To `cut-off`, nobody ever hears of the call again. */
function openExporter(rate = 1, ...answers: readonly (number | Error | "cut-off")[]) {
  const sent: { readonly url: string; readonly headers: unknown; readonly body: unknown }[] = [];
  const left = [...answers];
  const clock = { now: 0 };
  const settings = { endpoint: "https://collector.example/", headers: "x-key=a%20b, x-team=ops", rate };
  const exporter = createSpanExporter(
    settings,
    async (url, { headers, body }) => {
      sent.push({ url, headers, body: JSON.parse(String(body)) });
      const answer = left.shift() ?? 200;
      if (answer instanceof Error) throw answer;
      if (answer === "cut-off") return new Promise<Response>(() => undefined);
      return new Response(null, { status: answer });
    },
    () => clock.now,
  );
  return { exporter, sent, clock };
}

it("spans are sent together, to the collector's path for traces, with its headers", async () => {
  const { exporter, sent } = openExporter();
  exporter.add(request);
  exporter.add(command);
  expect(exporter.isDue()).toBe(true);
  await exporter.flush();
  expect(exporter.isDue()).toBe(false);
  expect(sent).toMatchObject([
    {
      url: "https://collector.example/v1/traces",
      headers: { "Content-Type": "application/json", "x-key": "a b", "x-team": "ops" },
      body: { resourceSpans: [{ scopeSpans: [{ spans: [{ kind: 2 }, { kind: 1 }] }] }] },
    },
  ]);
});

const spansOf = (body: unknown) => JSON.stringify(body).match(/"startTimeUnixNano"/g)?.length;

it("spans that a collector did not get are sent again with the next ones", async () => {
  const { exporter, sent } = openExporter(1, new Error("refused"), 503);
  for (const line of [request, command, batch]) {
    exporter.add(line);
    await expect(exporter.flush()).resolves.toBeUndefined();
  }
  expect(sent.map(({ body }) => spansOf(body))).toEqual([1, 2, 3]);
  expect(exporter.isDue()).toBe(false);
});

it("spans of a call that was cut off with its request are sent again a little later", async () => {
  const { exporter, sent, clock } = openExporter(1, "cut-off");
  exporter.add(request);
  void exporter.flush();
  expect(exporter.isDue()).toBe(false);
  clock.now += 4_001;
  expect(exporter.isDue()).toBe(true);
  await exporter.flush();
  expect(sent.map(({ body }) => spansOf(body))).toEqual([1, 1]);
  expect(exporter.isDue()).toBe(false);
});

it("spans that a collector refuses are lost, and a collector that stays down costs no more than one call has", async () => {
  const refusing = openExporter(1, 400).exporter;
  refusing.add(request);
  await refusing.flush();
  expect(refusing.isDue()).toBe(false);
  const { exporter, sent } = openExporter(1, new Error("refused"), new Error("refused"));
  for (let round = 0; round < 3; round += 1) {
    for (let line = 0; line < 300; line += 1) exporter.add(request);
    await exporter.flush();
  }
  expect(spansOf(sent.at(-1)?.body)).toBe(512);
});

it("no more spans are kept than one call may have", async () => {
  const { exporter, sent } = openExporter();
  for (let line = 0; line < 2_000; line += 1) exporter.add(request);
  await exporter.flush();
  const text = JSON.stringify(sent);
  expect(text.match(/"spanId"/g)).toHaveLength(512);
});

it("all spans of a trace are chosen, or none", () => {
  const traces = Array.from({ length: 200 }, (_, index) => index.toString(16).padStart(2, "0").repeat(16));
  const chosen = traces.filter((trace_id) => {
    const { exporter } = openExporter(0.25);
    exporter.add({ ...request, trace_id });
    const isChosen = exporter.isDue();
    const other = openExporter(0.25).exporter;
    other.add({ ...command, trace_id });
    expect(other.isDue()).toBe(isChosen);
    return isChosen;
  });
  expect(chosen.length).toBeGreaterThan(30);
  expect(chosen.length).toBeLessThan(80);
});
