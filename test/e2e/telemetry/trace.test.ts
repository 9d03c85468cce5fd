import { afterAll, beforeAll, expect, it } from "vitest";
import { type LineOf, type LogKind, type LogLine, logLine } from "../../../src/telemetry/log/lines.ts";
import { type Collector, openCollector } from "../../support/e2e/collector.ts";
import { eventually } from "../../support/e2e/eventually.ts";
import { type Home, openHome, type Running } from "../../support/e2e/home.ts";
import { putOnSale, readyCart } from "../../support/http/carts.ts";

let home: Home;
let running: Running;
let collector: Collector;
const lines: LogLine[] = [];

beforeAll(async () => {
  collector = await openCollector();
  home = await openHome();
  const vars = {
    OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
    OTEL_EXPORTER_OTLP_HEADERS: "x-api-key=collect",
  };
  running = await home.start({}, vars, (_, message) => {
    if (message.startsWith("{")) lines.push(logLine.parse(JSON.parse(message)));
  });
});
afterAll(async () => {
  await home.close();
  await collector.close();
});

const traceId = "4bf92f3577b34da6a3ce929d0e0e4736";
const callersSpan = "00f067aa0ba902b7";

/** Lines that the trace's id finds, as `grep` would. */
function found<Kind extends LogKind>(kind: Kind): readonly LineOf<Kind>[] {
  return lines.filter(
    (line): line is LineOf<Kind> & LogLine => line.kind === kind && JSON.stringify(line).includes(traceId),
  );
}

/** Whether a batch was made for events of a command, alone or among those of others. */
function follows(
  { trace_id, parent_id, links }: LineOf<"relay" | "projection">,
  command: LineOf<"command"> | undefined,
): boolean {
  if (command === undefined) return false;
  const isFirst = trace_id === command.trace_id && parent_id === command.span_id;
  return isFirst || links.includes(`${command.trace_id}-${command.span_id}`);
}

it("a checkout's trace finds its request, its command, the relay, the batch and the mail, each under what led to it", async () => {
  const shop = await running.mintTenant();
  const variantId = await putOnSale(running.send, shop);
  const cart = await readyCart(running.send, shop, [{ variantId, quantity: 1 }]);
  const answer = await running.send("post", `/v1/store/carts/${cart.id}/complete`, {
    headers: {
      "X-Tenant": shop.slug,
      "Idempotency-Key": crypto.randomUUID(),
      traceparent: `00-${traceId}-${callersSpan}-01`,
    },
    body: {},
  });
  expect(answer.status, answer.text).toBe(201);

  const isMail = ({ subscription }: LineOf<"reaction">) => subscription.startsWith("orders.confirm");
  const isOfView = ({ subscription }: LineOf<"projection">) => subscription === "read-model";
  await eventually(
    20_000,
    async () => lines.slice(-20),
    // The line of a relay is written when its last notification was sent, which may be after the batch.
    () =>
      found("reaction").some(isMail) &&
      found("projection").some(isOfView) &&
      found("relay").some(({ subscriptions }) => subscriptions.includes("read-model")) &&
      found("request").length > 0,
  );

  const [request, ...noOthers] = found("request");
  expect(noOthers).toEqual([]);
  expect(request).toMatchObject({
    parent_id: callersSpan,
    status: 201,
    actor: "customer",
    route: "/v1/store/carts/{id}/complete",
  });
  expect(answer.headers.get("traceparent")).toBe(`00-${traceId}-${request?.span_id}-01`);

  const command = found("command").find(
    ({ parent_id, events }) => parent_id === request?.span_id && events > 0,
  );
  expect(command).toMatchObject({ status: "done", correlation_id: request?.request_id });
  expect(command?.rows_read).toBeGreaterThan(0);
  expect(command?.rows_written).toBeGreaterThan(0);

  const relay = found("relay").find((line) => follows(line, command));
  expect(relay?.subscriptions).toContain("read-model");
  const batch = found("projection").find((line) => isOfView(line) && follows(line, command));
  expect(batch).toMatchObject({ status: "projected" });
  expect(batch?.rows_written).toBeGreaterThan(0);
  const mail = found("reaction").find(isMail);
  expect(mail).toMatchObject({ parent_id: command?.span_id, status: "reacted", event_type: "order.placed" });

  const all = [request, command, relay, batch, mail];
  expect(all.map((line) => line?.tenant_id)).toEqual(all.map(() => shop.id));
  expect(new Set(all.map((line) => line?.span_id)).size).toBe(all.length);
  const reported = found("command").filter(({ parent_id }) => parent_id === mail?.span_id);
  for (const line of reported) expect(line.actor).toBe("system");

  const spans = await eventually(
    10_000,
    async () => {
      // What a collector did not take in time is sent again when something else happens.
      await running.send("get", "/v1/store", { headers: { "X-Tenant": shop.slug } });
      // A relay or a batch of several traces is a span of the first, and links the others.
      return collector.spans().filter(({ spanId }) => all.some((line) => line?.span_id === spanId));
    },
    (sent) => all.every((line) => sent.some(({ spanId }) => spanId === line?.span_id)),
  );
  for (const span of spans) expect(span.parentSpanId ?? "none").toMatch(/^[0-9a-f]{16}$/);
  expect(collector.headers()).toContainEqual(expect.objectContaining({ "x-api-key": "collect" }));
});

it("a job of an object's alarm is the root of a trace of its own", async () => {
  const alarms = await eventually(
    10_000,
    async () => lines.filter((line): line is LineOf<"alarm"> => line.kind === "alarm"),
    (seen) => seen.length > 0,
  );
  for (const { parent_id, trace_id, jobs } of alarms) {
    expect(parent_id).toBeNull();
    expect(trace_id).not.toBe(traceId);
    expect(jobs.length).toBeGreaterThan(0);
  }
});
