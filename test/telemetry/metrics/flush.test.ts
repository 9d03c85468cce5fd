import { expect, it } from "vitest";
import { registry } from "../../../src/registry.ts";
import { createDeltas } from "../../../src/telemetry/metrics/deltas.ts";
import { createFamilies } from "../../../src/telemetry/metrics/families.ts";
import { adds } from "../../../src/telemetry/metrics/family.ts";
import { type Batch, createFlush, flushAfterMs } from "../../../src/telemetry/metrics/flush.ts";

const { own, work } = createFamilies(registry, []);
const relay = adds(work.relays, ["sent"]);

function openIsolate() {
  const deltas = createDeltas(() => own.otherLabels);
  const waits: { readonly ms: number; readonly go: () => void }[] = [];
  const begun: Promise<void>[] = [];
  const sent: Batch[] = [];
  const state = { now: 1_000_000, failures: 0, broken: false };
  const flush = createFlush({
    deltas,
    now: () => state.now,
    wait: (ms) => new Promise<void>((go) => waits.push({ ms, go })),
    newId: () => "isolate-1",
    failed: () => {
      state.failures += 1;
    },
  });
  const send = async (batch: Batch) => {
    sent.push(batch);
    if (state.broken) throw new Error("the object does not answer");
  };
  return {
    deltas,
    waits,
    sent,
    state,
    begun,
    flush: () => flush.later(send, { waitUntil: (work) => begun.push(work) }),
    flushNow: () => flush.now(send),
    /** Lets every flush that waits go on, and waits for its end. */
    async pass() {
      for (const { go } of waits.splice(0)) go();
      await Promise.all(begun.splice(0));
    },
  };
}

it("an isolate with nothing to hand over begins nothing", () => {
  const isolate = openIsolate();
  isolate.flush();
  expect(isolate.begun).toEqual([]);
});

it("many requests have one flush, some seconds after the first one", async () => {
  const isolate = openIsolate();
  for (let requests = 0; requests < 100; requests += 1) {
    isolate.deltas.add(relay);
    isolate.flush();
  }
  expect(isolate.waits.map(({ ms }) => ms)).toEqual([flushAfterMs]);
  await isolate.pass();
  expect(isolate.sent).toEqual([
    { isolate: "isolate-1", number: 1, deltas: [["rustok_relays_total\tsent", [100]]], tenants: [] },
  ]);
  isolate.deltas.add(relay);
  isolate.flush();
  await isolate.pass();
  expect(isolate.sent.map(({ number }) => number)).toEqual([1, 2]);
});

it("what could not be handed over is sent again under the same number, and what came since with the next flush", async () => {
  const isolate = openIsolate();
  isolate.state.broken = true;
  isolate.deltas.add(relay);
  isolate.flush();
  await isolate.pass();
  expect(isolate.state.failures).toBe(1);
  isolate.deltas.add(relay);
  isolate.state.broken = false;
  isolate.flush();
  await isolate.pass();
  expect(isolate.sent.length).toBe(2);
  isolate.flush();
  await isolate.pass();
  const [first, again, next] = isolate.sent;
  expect(again).toEqual(first);
  expect(next).toMatchObject({ number: 2, deltas: [["rustok_relays_total\tsent", [1]]] });
  isolate.flush();
  expect(isolate.begun).toEqual([]);
});

it("a flush that was cut off with its request does not end all flushing", async () => {
  const isolate = openIsolate();
  isolate.deltas.add(relay);
  isolate.flush();
  isolate.state.now += 59_000;
  isolate.flush();
  expect(isolate.begun.length).toBe(1);
  isolate.state.now += 2_000;
  isolate.flush();
  expect(isolate.begun.length).toBe(2);
  // Even if the first one goes on after all, nothing is handed over twice.
  await isolate.pass();
  const numbers = isolate.sent.map(({ number }) => number);
  expect(new Set(numbers)).toEqual(new Set([1]));
});

it("each flush is one call, however much was counted meanwhile", async () => {
  const isolate = openIsolate();
  isolate.deltas.add(relay);
  const { push } = isolate.sent;
  isolate.sent.push = (...batches) => {
    isolate.deltas.add(relay);
    return push.apply(isolate.sent, batches);
  };
  isolate.flush();
  await isolate.pass();
  expect(isolate.sent.length).toBe(1);
  isolate.flush();
  await isolate.pass();
  expect(isolate.sent.length).toBe(2);
});

it("names tenants that did something, up to 200, beside the series", async () => {
  const isolate = openIsolate();
  for (let index = 0; index < 1_000; index += 1) isolate.deltas.saw(`ten_${index % 300}`);
  isolate.deltas.add(relay);
  isolate.flush();
  await isolate.pass();
  expect(isolate.sent[0]?.tenants.length).toBe(200);
});

it("a batch of a queue hands over at once, and waits for nothing, but no more often than others do", async () => {
  const isolate = openIsolate();
  isolate.deltas.add(relay);
  await isolate.flushNow();
  expect([isolate.sent.length, isolate.waits.length]).toEqual([1, 0]);
  isolate.deltas.add(relay);
  await isolate.flushNow();
  expect(isolate.sent).toHaveLength(1);
  isolate.state.now += flushAfterMs + 1;
  await isolate.flushNow();
  expect(isolate.sent.map(({ number }) => number)).toEqual([1, 2]);
});
