import { describe, expect, it } from "vitest";
import type { Envelope } from "../../src/kernel/write/event.ts";
import type { Answered, Attempt, Outcome, Write } from "./client/ledger.ts";
import { EffectsByTrace, faultsOfWrite } from "./proof/acknowledged.ts";

const traceId = "a".repeat(32);

const answered = (more: Partial<Answered> = {}): Answered => ({
  kind: "done",
  status: 201,
  requestId: "first",
  replayed: false,
  token: "token",
  cache: null,
  place: { tenantId: "ten_1", epoch: 1, seq: 2 },
  text: "{}",
  ...more,
});
const lost: Outcome = { kind: "lost", status: 0, why: "ECONNRESET" };

function write(...outcomes: readonly Outcome[]): Write {
  const attempts = outcomes.map((outcome): Attempt => ({ traceId, at: 0, outcome }));
  const intent = { method: "POST", path: "/v1/admin/products" } as const;
  return { shop: "ten_1", what: "create", intent, key: "key-1", single: true, attempts };
}

/** A log of events by the request that caused each. */
function effectsOf(...correlationIds: readonly string[]): EffectsByTrace {
  const effects = new EffectsByTrace();
  effects.add(
    correlationIds.map(
      (correlationId, index): Envelope => ({
        envelope: 2,
        id: `event-${index}`,
        tenantId: "ten_1",
        epoch: 1,
        seq: index + 1,
        type: "catalog.product.created",
        version: 1,
        aggregate: { type: "product", id: "prod_1", version: 1 },
        occurredAt: "2026-01-01T00:00:00.000Z",
        actor: { kind: "apiKey", id: "key_1" },
        correlationId,
        traceparent: `00-${traceId}-${"b".repeat(16)}-01`,
        data: {},
      }),
    ),
  );
  return effects;
}

describe("a write and the log agree", () => {
  it.each([
    ["it was acknowledged, and is there", write(answered()), effectsOf("first", "first")],
    [
      "its answer was lost, and told again",
      write(lost, answered({ requestId: "second", replayed: true })),
      effectsOf("first", "first"),
    ],
    ["its first attempt came to nothing", write(lost, answered()), effectsOf("first", "first")],
    ["it was refused, and is not there", write(answered({ kind: "refused" })), effectsOf()],
    ["it changed nothing", write(answered({ place: null })), effectsOf()],
  ])("where %s", (_, one, effects) => {
    expect(faultsOfWrite(one, effects)).toEqual([]);
  });
});

describe("a write and the log do not agree", () => {
  it.each([
    ["it was acknowledged, and is not there", write(answered()), effectsOf()],
    ["only a part of it is there", write(answered()), effectsOf("first")],
    ["it happened twice under one key", write(lost, answered()), effectsOf("lost", "first")],
    ["it was refused, and is there", write(answered({ kind: "refused" })), effectsOf("first", "first")],
    ["another request is said to have done it", write(answered()), effectsOf("other", "other")],
    ["its answer hides what it did", write(answered({ place: null })), effectsOf("first", "first")],
    [
      "it was answered in two ways",
      write(answered(), answered({ replayed: true, text: "[]" })),
      effectsOf("first", "first"),
    ],
  ])("where %s", (_, one, effects) => {
    expect(faultsOfWrite(one, effects)).not.toEqual([]);
  });

  it("where an event leads to no attempt", () => {
    expect(effectsOf("first").unknownTo([])).toHaveLength(1);
    expect(effectsOf("first").unknownTo([write(lost)])).toEqual([]);
  });
});
