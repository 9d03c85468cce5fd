import { describe, expect, it } from "vitest";
import type { ExecuteRequest, ExecuteResult } from "../../../durable-objects/write/transaction.ts";
import { refusal } from "../../../src/kernel/api/problem.ts";
import { OutsideUnavailable, type Reaction } from "../../../src/kernel/delivery/reaction.ts";
import type { Outside } from "../../../src/projection/reactions/outside.ts";
import { perform } from "../../../src/projection/reactions/perform.ts";
import { noteEvent, tenantId } from "../given.ts";
import { openWorker } from "./worker.ts";

const done: ExecuteResult = { ok: true, answer: null, epoch: 1, seq: null, replayed: false };
const event = noteEvent(7);

/** Attempts of a reaction at one event, and the commands that the object was asked to run. */
function attempting(
  react: Reaction["react"],
  answer: (request: ExecuteRequest) => ExecuteResult = () => done,
  outside: Partial<Outside> = {},
) {
  const executed: ExecuteRequest[] = [];
  const worker = openWorker(react, [], {
    async execute(_, request) {
      executed.push(request);
      return answer(request);
    },
    ...outside,
  });
  const instance = { ...worker.instance, name: "notes.calls/ada", target: "ada" };
  return { ...worker, executed, attempt: () => perform(worker.deps, tenantId, instance, event) };
}

const failing = (error: unknown) =>
  attempting(async () => {
    throw error;
  });

const erasing = async () => [
  { command: "notes.erase", input: { id: "a" } },
  { command: "notes.erase", input: { id: "b" } },
];

describe("the commands that a reaction returns", () => {
  it("run in order, as the system, because of the event", async () => {
    const { attempt, executed } = attempting(erasing);
    expect(await attempt()).toEqual({ status: "done" });
    expect(executed.map(({ input }) => input)).toEqual([{ id: "a" }, { id: "b" }]);
    for (const request of executed)
      expect(request).toMatchObject({
        command: "notes.erase",
        actor: { kind: "system" },
        correlationId: event.correlationId,
        causationId: event.id,
        traceparent: event.traceparent,
      });
  });

  it("have one key each, the same in every attempt, so that each takes effect once", async () => {
    const { attempt, executed } = attempting(erasing);
    await attempt();
    await attempt();
    const keys = executed.map(({ idempotency }) => idempotency?.scope);
    expect(keys.slice(2)).toEqual(keys.slice(0, 2));
    expect(new Set(keys).size).toBe(2);
  });

  it("are remembered for a week, as a dead letter may be replayed that late", async () => {
    const { attempt, executed } = attempting(erasing);
    await attempt();
    const week = 7 * 24 * 60 * 60 * 1000;
    expect(executed.map(({ idempotency }) => idempotency?.retentionMs)).toEqual([week, week]);
  });

  it("end with the first that is refused, and the refusal fails the event", async () => {
    const { attempt, executed } = attempting(erasing, () => ({
      ok: false,
      refusal: refusal("not-found", "There is no such note."),
    }));
    expect(await attempt()).toEqual({
      status: "failed",
      error: "Error: notes.erase was refused: not-found: There is no such note.",
      unavailable: false,
    });
    expect(executed).toHaveLength(1);
  });

  it.each(["overloaded", "tenant-suspended"] as const)(
    "are tried again if the object is %s",
    async (code) => {
      const { attempt } = attempting(erasing, () => ({ ok: false, refusal: refusal(code, "Later.") }));
      expect(await attempt()).toMatchObject({ status: "failed", unavailable: true });
    },
  );
});

describe("a failed attempt", () => {
  it.each([
    ["an error of the reaction", new TypeError("no such field"), false],
    ["an outside that is not there", new OutsideUnavailable("503"), true],
    ["a lost connection", new Error("Network connection lost."), true],
  ])("with %s is the event's fault or not", async (_, error, unavailable) => {
    expect(await failing(error).attempt()).toMatchObject({ status: "failed", unavailable });
  });

  it("says what happened", async () => {
    expect(await failing(new TypeError("no such field")).attempt()).toMatchObject({
      error: "TypeError: no such field",
    });
  });
});

describe("the time limit of an attempt", () => {
  it("is ten seconds, and ends with the attempt, however that ends", async () => {
    for (const { attempt, timers } of [attempting(async () => []), failing(new Error("no"))]) {
      await attempt();
      expect(timers).toEqual([{ ms: 10_000, stopped: true }]);
    }
  });

  it("aborts the requests that the reaction has sent", async () => {
    const sent: RequestInit[] = [];
    let signal: AbortSignal | null = null;
    const fetch: Outside["fetch"] = async (_, init) => {
      sent.push(init);
      return new Response(null);
    };
    const { attempt } = attempting(
      async (_, tools) => {
        signal = tools.signal;
        await tools.fetch("https://ada.example/", { method: "POST" });
        await tools.fetch("https://ada.example/");
        return [];
      },
      () => done,
      { fetch },
    );
    expect(await attempt()).toEqual({ status: "done" });
    expect(sent).toEqual([{ method: "POST", signal }, { signal }]);
  });
});
