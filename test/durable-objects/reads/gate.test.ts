import { describe, expect, it } from "vitest";
import { createGate, type Filled, gateLimits } from "../../../durable-objects/reads/gate.ts";

type Answer = Filled & { readonly text: string };

const nowhere = 0;

/** A gate whose reads end when the test says so, and whose timers end as time passes. */
function given() {
  let timers: { msLeft: number; readonly end: () => void }[] = [];
  const wait = (ms: number) => new Promise<void>((end) => void timers.push({ msLeft: ms, end }));
  const gate = createGate<Answer>({ wait });
  const reads: { readonly end: (seq: number) => void; readonly fail: () => void; freshness: string }[] = [];
  const fill = (freshness: "nearest" | "primary") => {
    const { promise, resolve, reject } = Promise.withResolvers<Answer>();
    const number = reads.length + 1;
    reads.push({
      freshness,
      end: (seq) => resolve({ revision: seq, bytes: 10, text: `read ${number}` }),
      fail: () => reject(new Error("D1 is away")),
    });
    return promise;
  };
  const pass = async (ms: number) => {
    for (const timer of timers) timer.msLeft -= ms;
    for (const { end } of timers.filter(({ msLeft }) => msLeft <= 0)) end();
    timers = timers.filter(({ msLeft }) => msLeft > 0);
    await settled();
  };
  return { gate, reads, fill, pass };
}
/** Lets everything happen that waits for nothing. */
const settled = async () => {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
};

describe("a read gate", () => {
  it("reads once for a thousand who ask at the same time", async () => {
    const { gate, reads, fill } = given();
    const asked = Array.from({ length: 1_000 }, () => gate.read("page", nowhere, fill));
    await settled();
    expect(reads).toHaveLength(1);
    reads[0]?.end(7);
    const answers = await Promise.all(asked);
    expect(new Set(answers.map((one) => one?.filled.text))).toEqual(new Set(["read 1"]));
    expect(answers.filter((one) => one?.collapsed === false)).toHaveLength(1);
  });

  it("lets everybody know when the read fails, and reads again for the next", async () => {
    const { gate, reads, fill } = given();
    const asked = Array.from({ length: 100 }, () => gate.read("page", nowhere, fill));
    await settled();
    reads[0]?.fail();
    const outcomes = await Promise.allSettled(asked);
    expect(new Set(outcomes.map(({ status }) => status))).toEqual(new Set(["rejected"]));
    expect(reads).toHaveLength(1);
    const next = gate.read("page", nowhere, fill);
    await settled();
    reads[1]?.end(7);
    expect((await next)?.filled.text).toBe("read 2");
  });

  it("has the answer for those who come within two seconds, not later", async () => {
    const { gate, reads, fill, pass } = given();
    const first = gate.read("page", nowhere, fill);
    await settled();
    reads[0]?.end(7);
    await first;
    await pass(1_999);
    expect(await gate.read("page", nowhere, fill)).toMatchObject({ collapsed: true });
    await pass(1);
    void gate.read("page", nowhere, fill);
    await settled();
    expect(reads).toHaveLength(2);
  });

  it("lets nobody join a read that began more than two seconds ago, and the later read is the one that is kept", async () => {
    const { gate, reads, fill, pass } = given();
    const first = gate.read("page", nowhere, fill);
    await settled();
    await pass(1_999);
    const joined = gate.read("page", nowhere, fill);
    await settled();
    expect(reads).toHaveLength(1);
    await pass(1);
    const late = gate.read("page", nowhere, fill);
    await settled();
    expect(reads).toHaveLength(2);
    reads[1]?.end(8);
    expect((await late)?.filled.text).toBe("read 2");
    reads[0]?.end(7);
    expect((await first)?.filled.text).toBe("read 1");
    expect((await joined)?.filled.text).toBe("read 1");
    expect((await gate.read("page", nowhere, fill))?.filled.text).toBe("read 2");
  });

  it("lets everybody join a read that still waits for its turn, however long", async () => {
    const { gate, reads, fill, pass } = given();
    for (let key = 0; key < gateLimits.running.value; key += 1) void gate.read(`page ${key}`, nowhere, fill);
    const waiting = gate.read("page", nowhere, fill);
    await settled();
    await pass(2_500);
    const joined = gate.read("page", nowhere, fill);
    reads[0]?.end(7);
    await settled();
    expect(reads).toHaveLength(gateLimits.running.value + 1);
    reads.at(-1)?.end(7);
    expect((await waiting)?.filled).toBe((await joined)?.filled);
  });

  it("reads again for a caller who has heard of a change, once for all of them", async () => {
    const { gate, reads, fill } = given();
    const early = gate.read("page", nowhere, fill);
    await settled();
    const late = Array.from({ length: 50 }, () => gate.read("page", 8, fill));
    reads[0]?.end(7);
    expect((await early)?.filled.text).toBe("read 1");
    await settled();
    expect(reads).toHaveLength(2);
    reads[1]?.end(8);
    const answers = await Promise.all(late);
    expect(new Set(answers.map((one) => one?.filled.text))).toEqual(new Set(["read 2"]));
  });

  it("asks the primary if a replica has not got that far", async () => {
    const { gate, reads, fill } = given();
    const asked = gate.read("page", 8, fill);
    await settled();
    reads[0]?.end(7);
    await settled();
    expect(reads.map(({ freshness }) => freshness)).toEqual(["nearest", "primary"]);
    reads[1]?.end(8);
    expect((await asked)?.filled.revision).toBe(8);
  });

  it("reads a few answers at a time, and lets the others wait", async () => {
    const { gate, reads, fill } = given();
    const { running } = gateLimits;
    const asked = Array.from({ length: 30 }, (_, key) => gate.read(`page ${key}`, nowhere, fill));
    await settled();
    expect(reads).toHaveLength(running.value);
    for (let ended = 0; ended < 30; ended += 1) {
      reads[ended]?.end(7);
      await settled();
      expect(reads.length - ended - 1).toBeLessThanOrEqual(running.value);
    }
    expect((await Promise.all(asked)).map((one) => one?.filled.text)).toEqual(
      Array.from({ length: 30 }, (_, index) => `read ${index + 1}`),
    );
  });

  it("lets nobody wait in a queue that is too long", async () => {
    const { gate, fill } = given();
    const { running, waiting } = gateLimits;
    for (let key = 0; key < running.value + waiting.value; key += 1)
      void gate.read(`page ${key}`, nowhere, fill);
    expect(await gate.read("one more", nowhere, fill)).toBeNull();
  });

  it("goes on with the queue after a read that failed", async () => {
    const { gate, reads, fill } = given();
    const asked = Array.from({ length: gateLimits.running.value + 1 }, (_, key) =>
      gate.read(`page ${key}`, nowhere, fill),
    );
    await settled();
    reads[0]?.fail();
    await expect(asked[0]).rejects.toThrow("D1 is away");
    await settled();
    expect(reads).toHaveLength(gateLimits.running.value + 1);
  });

  it("keeps nobody waiting beyond the deadline", async () => {
    const { gate, reads, fill, pass } = given();
    const asked = gate.read("page", nowhere, fill);
    await settled();
    await pass(gateLimits.deadline.value);
    expect(await asked).toBeNull();
    reads[0]?.end(7);
    await settled();
    // What took so long is of no use to those who come after.
    void gate.read("page", nowhere, fill);
    await settled();
    expect(reads).toHaveLength(2);
  });
});
