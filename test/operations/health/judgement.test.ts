import { describe, expect, it } from "vitest";
import type { OutboxState } from "../../../src/kernel/delivery/outbox.ts";
import type { Findings } from "../../../src/operations/health/findings.ts";
import { judge } from "../../../src/operations/health/judgement.ts";

const now = Date.parse("2026-03-01T12:00:00Z");
const secondsAgo = (seconds: number) => now - seconds * 1000;
const names = ["catalogue", "orders"];
const moduleOf = {
  letter: ({ type }: { readonly type: string }) => type.split(".")[0] ?? "",
  event: (type: string) => type.split(".")[0] ?? "",
};

/** Judges a platform on which all is well, but for what is given. */
function judged({ outbox = {}, ...found }: Partial<Omit<Findings, "outbox">> & { outbox?: object | null }) {
  const idle: OutboxState = { head: 7, waitingSince: null, refusedAt: null, parked: [] };
  const well: Findings = { at: now, readModel: "ok", writer: "ok", outbox: idle, openLetters: [] };
  return judge(
    { ...well, ...found, outbox: outbox === null ? null : { ...idle, ...outbox } },
    names,
    moduleOf,
  );
}

describe("a platform", () => {
  it("is ok while everything answers and nothing waits", () => {
    expect(judged({})).toEqual({
      status: "ok",
      reasons: [],
      checks: { readModel: true, writer: true, queue: true, deliveries: true },
      modules: { catalogue: "ok", orders: "ok" },
    });
  });

  it.each([
    ["silent", "The read model does not answer."],
    ["late", "The read model takes longer than a second to answer."],
    ["unmigrated", "The read model has not been set up: its migrations have to be applied."],
    ["lost", "The read model has lost the platform's own data, which is now restored."],
  ] as const)("is unavailable while the read model is %s", (readModel, reason) => {
    expect(judged({ readModel })).toMatchObject({
      status: "unavailable",
      reasons: [reason],
      checks: { readModel: false, writer: true },
    });
  });

  it("says of no module how it is while the read model does not answer", () => {
    const { modules, checks } = judged({ readModel: "silent", openLetters: null });
    expect(modules).toEqual({ catalogue: "unknown", orders: "unknown" });
    expect(checks.deliveries).toBe(true);
  });

  it("is unavailable while its object does not answer, and gives one reason for it", () => {
    expect(judged({ writer: "silent", outbox: null })).toMatchObject({
      status: "unavailable",
      reasons: ["The write side does not answer."],
      checks: { readModel: true, writer: false, queue: false },
    });
  });

  it("is degraded where the object is of older code, and knows nothing of its outbox, which is no fault of the queue", () => {
    expect(judged({ outbox: null })).toMatchObject({
      status: "degraded",
      reasons: ["The state of the queue is unknown."],
      checks: { writer: true, queue: true },
    });
  });
});

describe("events that wait for the queue", () => {
  it.each([
    [0, "ok", []],
    [30, "ok", []],
    [31, "degraded", ["Events of the platform have waited for 31 seconds to be processed."]],
    [300, "degraded", ["Events of the platform have waited for 300 seconds to be processed."]],
    [301, "unavailable", ["Events of the platform have waited for 301 seconds to be processed."]],
    // The clock has stepped back.
    [-50, "ok", []],
  ] as const)("for %i seconds leave the platform %s", (seconds, status, reasons) => {
    const { checks, ...rest } = judged({ outbox: { waitingSince: secondsAgo(seconds) } });
    expect(rest).toMatchObject({ status, reasons });
    expect(checks.queue).toBe(status === "ok");
  });

  it("are not all: a queue that accepts no notifications degrades the platform until it accepts them", () => {
    const reasons = ["The queue did not accept the platform's last notifications."];
    expect(judged({ outbox: { refusedAt: secondsAgo(10) } })).toMatchObject({ status: "degraded", reasons });
    expect(judged({ outbox: { refusedAt: secondsAgo(301) } })).toMatchObject({ status: "ok", reasons: [] });
  });
});

describe("a module", () => {
  it("is degraded while one of its events is an open dead letter", () => {
    const openLetters = ["orders.placed", "orders.paid"].map((type) => ({
      subscription: "read-model",
      type,
    }));
    expect(judged({ openLetters })).toMatchObject({
      status: "degraded",
      reasons: ["Events of orders could not be applied. They wait as dead letters."],
      checks: { deliveries: false, readModel: true },
      modules: { catalogue: "ok", orders: "degraded" },
    });
  });

  it("is degraded while an event of the platform is too new for the code", () => {
    expect(judged({ outbox: { parked: ["catalogue.renamed"] } })).toMatchObject({
      status: "degraded",
      reasons: ["The platform's events of catalogue wait for newer code."],
      modules: { catalogue: "degraded", orders: "ok" },
    });
  });
});
