import { describe, expect, it } from "vitest";
import { createRefusalBudget } from "../../../durable-objects/audit/refusal-budget.ts";
import type { RefusedAttempt } from "../../../durable-objects/audit/refusal-counter.ts";
import {
  allowances,
  countIntervalMs,
  mostOwnBuckets,
} from "../../../durable-objects/audit/refusal-limits.ts";
import { anonymous } from "../../../src/kernel/access/actor.ts";
import { createClock } from "../../support/clock.ts";

const correlationId = "01J00000000000000000000000";
const manager = { kind: "apiKey", id: "key_manager" } as const;

function open() {
  const clock = createClock();
  const budget = createRefusalBudget(clock.now);
  /** How many of several refusals of one actor are written. */
  const refuse = (actor: RefusedAttempt["actor"], count: number, more: Partial<RefusedAttempt> = {}) => {
    const attempt = { actor, action: "checkout.checkout", code: "cart-changed", correlationId, ...more };
    return Array.from({ length: count }, () => budget.admit(attempt)).filter((one) => one === "write").length;
  };
  return { clock, budget, refuse };
}

describe("refusals in the audit log", () => {
  it("are written one by one for an identified actor, however many anonymous callers are refused", () => {
    const { refuse } = open();
    expect(refuse(anonymous, 10_000)).toBe(allowances.anonymous.burst);
    expect(refuse(manager, 8)).toBe(8);
  });

  it("are written one by one for an actor, however often another one is refused", () => {
    const { refuse } = open();
    expect(refuse({ kind: "apiKey", id: "key_other" }, 10_000)).toBe(allowances.identified.burst);
    expect(refuse(manager, 8)).toBe(8);
  });

  it("are written at a steady rate during a flood", () => {
    const { refuse, clock } = open();
    refuse(manager, 1_000);
    clock.advance(10 * allowances.identified.everyMs);
    expect(refuse(manager, 1_000)).toBe(10);
  });

  it("are written for an actor without a bucket of its own from a budget that anonymous callers do not use", () => {
    const { refuse } = open();
    for (let index = 0; index < mostOwnBuckets; index += 1)
      refuse({ kind: "apiKey", id: `key_${index}` }, 1_000);
    for (let index = 0; index < 2 * mostOwnBuckets; index += 1)
      refuse({ kind: "customer", id: `cus_${index}` }, 1_000);
    expect(refuse(manager, 8)).toBe(8);
  });

  it("have a bounded rate however many actors there are", () => {
    const { refuse } = open();
    let written = 0;
    for (let index = 0; index < 1_000; index += 1)
      written += refuse({ kind: "user", id: `usr_${index}` }, 100);
    expect(written).toBe((mostOwnBuckets + 1) * allowances.identified.burst);
  });

  it("free the bucket of an actor that is no longer refused", () => {
    const { refuse, clock } = open();
    for (let index = 0; index < mostOwnBuckets; index += 1) refuse({ kind: "user", id: `usr_${index}` }, 1);
    refuse({ kind: "user", id: "usr_flood" }, 1_000);
    clock.advance(allowances.identified.everyMs);
    expect(refuse(manager, 1_000)).toBe(allowances.identified.burst);
  });
});

describe("refusals that are not written", () => {
  it("are counted per actor, with their codes, operations and addresses", () => {
    const { budget, refuse, clock } = open();
    refuse(anonymous, allowances.anonymous.burst);
    const since = new Date(clock.now()).toISOString();
    refuse(anonymous, 3, { address: "203.0.113.7" });
    refuse(anonymous, 2, { action: "checkout.openCart", code: "unknown-variant" });
    expect(budget.takeDue()).toEqual([]);
    clock.advance(countIntervalMs);
    expect(budget.takeDue()).toEqual([
      {
        actor: anonymous,
        correlationId,
        counted: {
          refusals: 5,
          since,
          codes: { "cart-changed": 3, "unknown-variant": 2 },
          operations: { "checkout.checkout": 3, "checkout.openCart": 2 },
          addresses: { "203.0.113.7": 3, unknown: 2 },
        },
      },
    ]);
    expect(budget.takeDue()).toEqual([]);
  });

  it("are due when their interval is over", () => {
    const { budget, refuse, clock } = open();
    refuse(manager, allowances.identified.burst);
    expect(budget.nextDue()).toBeNull();
    refuse(manager, 1);
    const dueAt = clock.now() + countIntervalMs;
    clock.advance(1_000);
    refuse(anonymous, 100);
    expect(budget.nextDue()).toBe(dueAt);
  });

  it("are all counted, but only 20 names are told apart", () => {
    const { budget, refuse, clock } = open();
    refuse(anonymous, allowances.anonymous.burst);
    for (let index = 0; index < 50; index += 1) refuse(anonymous, 1, { address: `198.51.100.${index}` });
    clock.advance(countIntervalMs);
    const [{ counted } = { counted: null }] = budget.takeDue();
    expect(counted?.refusals).toBe(50);
    expect(Object.keys(counted?.addresses ?? {})).toHaveLength(21);
    expect(counted?.addresses.other).toBe(30);
  });
});
