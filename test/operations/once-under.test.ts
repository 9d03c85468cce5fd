import { describe, expect, it } from "vitest";
import type { Begun, IdempotencyKey, StoredAnswer } from "../../durable-objects/write/idempotency.ts";
import { anonymous } from "../../src/kernel/access/actor.ts";
import { refusal } from "../../src/kernel/api/problem.ts";
import { type Effects, noEffects } from "../../src/kernel/operation/session.ts";
import { ok, type Result, refused } from "../../src/kernel/values/result.ts";
import { onceUnder } from "../../src/operations/idempotency.ts";
import { refusalOf } from "../support/decided.ts";

const key: IdempotencyKey = { scope: "scope", fingerprint: "fingerprint", retentionMs: 1 };

/** An import, say, with what the tenant's object finds under its key and what it is told in the end. */
async function run(found: Begun, work: () => Promise<Result<string>>, effects: Effects = noEffects()) {
  const finished: (StoredAnswer | null)[] = [];
  let worked = 0;
  const object = {
    begin: async () => found,
    finish: async (_: IdempotencyKey, stored: StoredAnswer | null) => void finished.push(stored),
  };
  const counted = () => {
    worked += 1;
    return work();
  };
  const session = { effects, actor: anonymous, sessionId: undefined };
  const outcome = await onceUnder(object, key, session, "imports.begin", counted).catch((error: unknown) => ({
    thrown: error,
  }));
  return { outcome, finished, worked, effects };
}

const imported = async () => ok("imported");

describe("an operation of several steps under an Idempotency-Key", () => {
  it("runs, and its answer is stored with its position in the log", async () => {
    const effects = { ...noEffects(), token: { tenantId: "ten_1", epoch: 1, seq: 7 } };
    expect(await run({ found: "nothing" }, imported, effects)).toMatchObject({
      outcome: { ok: true, value: "imported" },
      finished: [{ answer: "imported", seq: 7 }],
      worked: 1,
    });
    expect((await run({ found: "nothing" }, imported)).finished).toEqual([{ answer: "imported", seq: null }]);
  });

  it("may be tried again after a refusal: no answer is stored", async () => {
    const refusing = async () => refused(refusal("not-found", "There is no such file."));
    const { outcome, finished } = await run({ found: "nothing" }, refusing);
    expect(outcome).toMatchObject({ refusal: { code: "not-found" } });
    expect(finished).toEqual([null]);
  });

  it("is refused as it was found to be, and does not run", async () => {
    const erased = refusal("not-found", "The answer was erased.");
    expect(await run({ found: "refusal", refusal: erased }, imported)).toMatchObject({
      outcome: { ok: false, refusal: erased },
      finished: [],
      worked: 0,
    });
  });

  it("may be tried again after a fault, which the caller sees", async () => {
    const fault = new Error("out of reach");
    const { outcome, finished } = await run({ found: "nothing" }, () => Promise.reject(fault));
    expect(outcome).toEqual({ thrown: fault });
    expect(finished).toEqual([null]);
  });

  it("answers as before if it has run, and does not run again", async () => {
    const begun: Begun = { found: "answer", stored: { answer: "imported before", seq: 3 } };
    expect(await run(begun, imported)).toMatchObject({
      outcome: { ok: true, value: "imported before" },
      finished: [],
      worked: 0,
      effects: { executed: 1, replayed: 1 },
    });
  });

  it.each([
    ["while the first request is running", "running", "idempotency-in-progress", []],
    ["while there is no room for another answer", "no-room", "overloaded", []],
    ["for another request", "other-request", "idempotency-key-reused", ["/header/Idempotency-Key"]],
  ] as const)("is refused %s, and does not run", async (_, found, code, pointers) => {
    const { outcome, finished, worked } = await run({ found }, imported);
    if ("thrown" in outcome) throw outcome.thrown;
    expect(refusalOf(outcome)).toEqual({ code, pointers });
    expect([finished, worked]).toEqual([[], 0]);
  });
});
