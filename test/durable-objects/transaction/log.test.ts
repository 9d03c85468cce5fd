import { describe, expect, it } from "vitest";
import { readObject } from "../../../durable-objects/storage/object-row.ts";
import { readLog } from "../../../durable-objects/write/log.ts";
import { forgetAll } from "../../../src/kernel/storage/remembered.ts";
import { stateLimits } from "../../../src/kernel/write/size.ts";
import { type LocalTenant, openPlatform, readModelOnly } from "../../support/node/platform.ts";
import { erase, write } from "../../support/node/requests.ts";

const opened = (limits: Parameters<typeof openPlatform>[1] = {}) =>
  openPlatform(readModelOnly, limits).tenant();
const sizes = ({ storage }: LocalTenant) =>
  storage.rows("SELECT bytes FROM events ORDER BY seq").map(({ bytes }) => Number(bytes));
const total = ({ storage }: LocalTenant) => storage.rows("SELECT log_bytes FROM object")[0]?.log_bytes;

describe("the size of the log", () => {
  it("is that of its events, each with its data, its state and its envelope", () => {
    const tenant = opened();
    tenant.core.execute(write([["a", "x"]]));
    tenant.core.execute(write([["b", "€".repeat(101)]]));
    const [short = 0, long = 0] = sizes(tenant);
    // The text is in the event's data and in the state. One character is three bytes.
    expect(long - short).toBe(2 * (303 - 1));
    expect(short).toBeGreaterThan(700);
    expect(total(tenant)).toBe(short + long);
  });

  it("counts a state once, however many events of its aggregate a command has", () => {
    const tenant = opened();
    const text = "x".repeat(1_000);
    tenant.core.execute(
      write([
        ["a", `${text}1`],
        ["a", `${text}2`],
      ]),
    );
    const [first = 0, last = 0] = sizes(tenant);
    expect(last - first).toBeGreaterThan(1_000);
    expect(first).toBeLessThan(2_000);
  });

  it("closes it when it is reached, not before", () => {
    const measured = opened();
    measured.core.execute(write([["a", "one"]]));
    const mostBytes = Number(total(measured));
    const tenant = opened({ mostBytes });
    expect(tenant.core.execute(write([["a", "one"]]))).toMatchObject({ ok: true });
    expect(tenant.core.execute(write([["b", "two"]]))).toMatchObject({
      ok: false,
      refusal: { code: "overloaded", detail: expect.stringMatching(/log is full/) },
    });
    const roomy = opened({ mostBytes: mostBytes + 1 });
    roomy.core.execute(write([["a", "one"]]));
    expect(roomy.core.execute(write([["b", "two"]]))).toMatchObject({ ok: true });
  });

  it("closes it for events only: a command that changes nothing still answers", () => {
    const tenant = opened({ mostBytes: 0 });
    expect(tenant.core.execute(write([]))).toMatchObject({ ok: true, seq: null });
  });
});

describe("a log that a subscription is ahead of", () => {
  it("takes no events until a new epoch begins", () => {
    const tenant = opened();
    tenant.core.execute(write([["a", "one"]]));
    tenant.core.aheadOfLog("read-model", 1, 7);
    expect(tenant.core.execute(write([["b", "two"]]))).toMatchObject({
      ok: false,
      refusal: { code: "overloaded", detail: expect.stringMatching(/new epoch/) },
    });
    tenant.core.adopt({ epoch: 5, floors: {} });
    expect(tenant.core.execute(write([["b", "two"]]))).toMatchObject({ ok: true, epoch: 5 });
  });
});

describe("a stretch of the log", () => {
  /** Three events of the same size. */
  function withThree() {
    const tenant = opened();
    for (const id of ["a", "b", "c"]) tenant.core.execute(write([[id, `text ${id}`]]));
    const [bytes = 0] = sizes(tenant);
    const seqs = (after: number, limit: number, most: number) =>
      readLog(tenant.storage.database, after, limit, most).events.map(({ seq }) => seq);
    return { tenant, bytes, seqs };
  }

  it("has as many events as fit, and at least one", () => {
    const { bytes, seqs } = withThree();
    expect(seqs(0, 9, 2 * bytes)).toEqual([1, 2]);
    expect(seqs(0, 9, 2 * bytes - 1)).toEqual([1]);
    expect(seqs(1, 9, 1)).toEqual([2]);
    expect(seqs(1, 1, 9 * bytes)).toEqual([2]);
    expect(seqs(3, 9, 9 * bytes)).toEqual([]);
  });

  it("says where the log begins, also when all of it was trimmed", () => {
    const { tenant } = withThree();
    const { database } = tenant.storage;
    tenant.storage.run("DELETE FROM events WHERE seq = 1");
    expect(readLog(database, 0, 9, 1)).toMatchObject({ oldest: 2, head: 3 });
    tenant.storage.run("DELETE FROM events");
    expect(readLog(database, 0, 9, 1)).toMatchObject({ oldest: 4, head: 3, events: [] });
  });

  it("has only fields that an event was written with", () => {
    const tenant = opened();
    tenant.core.execute(write([["a", "one"]]));
    tenant.core.execute(write([["b", "two"]], { causationId: "cause", traceparent: "trace" }));
    tenant.core.execute(erase("b"));
    const [first, second, third] = tenant.core.eventsAfter(0, 9).events;
    for (const field of ["causationId", "traceparent"]) expect(first).not.toHaveProperty(field);
    expect(second).toMatchObject({ causationId: "cause", traceparent: "trace" });
    expect(third).toMatchObject({ state: null, stateVersion: 1 });
  });
});

describe("a state", () => {
  it("may be as large as its limit, not a byte larger", () => {
    const around = JSON.stringify({ id: "a", text: "", words: 1 }).length;
    const text = "x".repeat(stateLimits.state.value - around);
    expect(opened().core.execute(write([["a", text]]))).toMatchObject({ ok: true });
    expect(opened().core.execute(write([["a", `${text}x`]]))).toMatchObject({
      ok: false,
      refusal: { code: "too-large" },
    });
  });
});

describe("a defect", () => {
  it.each([
    ["an event", { events: [] }, /no module declares the event/],
    ["an aggregate", { aggregates: [] }, /no module declares the aggregate/],
  ])("is %s that no module declares", (_, without, message) => {
    const declared = readModelOnly.map((module) =>
      module.name === "notes" ? { ...module, ...without } : module,
    );
    const tenant = openPlatform(declared).tenant();
    expect(() => tenant.core.execute(write([["a", "one"]]))).toThrow(message);
  });

  it("is an object that does not know whose it is", () => {
    const tenant = opened();
    tenant.storage.run("DELETE FROM object");
    forgetAll(tenant.storage.database);
    expect(() => readObject(tenant.storage.database)).toThrow(/no identity/);
  });
});
