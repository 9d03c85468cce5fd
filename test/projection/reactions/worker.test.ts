import { describe, expect, it } from "vitest";
import { OutsideUnavailable, type Reaction } from "../../../src/kernel/delivery/reaction.ts";
import { ReactionPaused } from "../../../src/projection/reactions/run-reaction.ts";
import { noteEvent } from "../given.ts";
import { openWorker } from "./worker.ts";

const some = (count: number) => Array.from({ length: count }, (_, index) => noteEvent(index + 1));
const accept: Reaction["react"] = async () => [];
const isAway: Reaction["react"] = async () => {
  throw new OutsideUnavailable("503");
};
const refuse: Reaction["react"] = async () => {
  throw new Error("refused");
};

describe("a worker of a reaction", () => {
  it("handles all that is due, five events at a time", async () => {
    let running = 0;
    const peaks: number[] = [];
    const { run, settled, claims } = openWorker(async () => {
      running += 1;
      peaks.push(running);
      await new Promise((resolve) => setImmediate(resolve));
      running -= 1;
      return [];
    }, some(12));
    await run();
    expect(settled.map(({ outcome }) => outcome)).toEqual(
      Array.from({ length: 12 }, () => ({ status: "done" })),
    );
    expect(Math.max(...peaks)).toBe(5);
    expect(claims).toEqual([5]);
  });

  it("takes nothing more after twenty seconds, so that another can continue", async () => {
    const { run, clock, object, settled, waiting } = openWorker(async () => {
      clock.advance(10_000);
      return [];
    }, some(5));
    object.atOnce = 1;
    await run();
    expect(settled).toHaveLength(2);
    expect(waiting).toHaveLength(3);
  });

  it("reports each event with the claim that it holds", async () => {
    const { run, settled } = openWorker(accept, some(2));
    await run();
    expect(settled).toEqual([
      { eventId: "event 1", claim: 10, outcome: { status: "done" } },
      { eventId: "event 2", claim: 20, outcome: { status: "done" } },
    ]);
  });

  it("reports events that finish at the same time in one call, and does not wait for a slow one", async () => {
    const { run, calls, waiting } = openWorker(async ({ seq }) => {
      if (seq === 1) await new Promise((resolve) => setImmediate(resolve));
      return [];
    }, some(10));
    await run();
    expect(calls).toEqual([4, 4, 1, 1]);
    expect(waiting).toEqual([]);
  });

  it("logs each event with its outcome", async () => {
    const { run, reports } = openWorker(
      (event, tools) => (event.seq === 1 ? accept : refuse)(event, tools),
      some(2),
    );
    await run();
    expect(reports).toMatchObject([
      {
        subscription: "notes.calls",
        from: 1,
        to: 1,
        events: 1,
        outcome: "reacted",
        traceparents: ["trace 1"],
      },
      { from: 2, to: 2, outcome: "failed", error: "Error: refused" },
    ]);
    expect(reports[0]?.error).toBeUndefined();
  });

  it("goes on to the next event after a failed one", async () => {
    const { run, settled } = openWorker(refuse, some(7));
    await run();
    expect(settled).toHaveLength(7);
  });

  it("finishes the others before it fails for one that it could not report", async () => {
    const { run, object, settled } = openWorker(accept, some(3));
    object.answer = (seq) => {
      if (seq === 1) throw new Error("the object is not there");
      return null;
    };
    await expect(run()).rejects.toThrow("the object is not there");
    expect(settled).toHaveLength(3);
  });

  it("ends quietly for a tenant that no object knows", async () => {
    for (const react of [accept, refuse]) {
      const { run, log, settled } = openWorker(react, some(1));
      log.settleTasks = async () => null;
      await run();
      log.claimTasks = async () => null;
      await run();
      expect(settled).toEqual([]);
    }
  });

  it("has nothing to do for a reaction that the code does not know", async () => {
    const { run, claims } = openWorker(accept, some(1));
    await run("notes.gone");
    expect(claims).toEqual([]);
  });
});

describe("an event that has failed", () => {
  it("becomes a dead letter once its attempts are used up, and leaves the queue with it", async () => {
    const { run, object, settled, batches, reports } = openWorker(refuse, some(1));
    object.answer = () => ({ attempts: 5, setAside: true, nextAt: 0 });
    await run();
    expect(batches).toHaveLength(1);
    expect(settled.map(({ outcome }) => outcome)).toEqual([
      { status: "failed", error: "Error: refused", unavailable: false },
      { status: "set-aside" },
    ]);
    expect(reports.at(-1)).toMatchObject({
      outcome: "set-aside",
      error: "Error: refused",
      deadLetter: { seq: 1, type: "notes.note.written", aggregate: "note/n1", attempts: 5 },
    });
  });

  it("is no dead letter while it has attempts left, or when its report came too late", async () => {
    for (const verdict of [{ attempts: 4, setAside: false, nextAt: 0 }, null]) {
      const { run, object, settled, batches } = openWorker(refuse, some(1));
      object.answer = () => verdict;
      await run();
      expect([batches, settled.length]).toEqual([[], 1]);
    }
  });
});

describe("an outside that is not there", () => {
  it("is left alone after events of three keys, and the worker says for how long", async () => {
    const { run, breaker, claims } = openWorker(isAway, some(3));
    await run();
    expect(breaker.state()).toBe("open");
    const refused = await run().catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(ReactionPaused);
    expect(refused).toMatchObject({ retryAfterMs: 1_000 });
    expect(claims).toEqual([5]);
  });

  it("is tried again with one event only", async () => {
    const { run, clock, claims, object } = openWorker(isAway, some(9));
    object.atOnce = 3;
    await run();
    clock.advance(1_000);
    await run();
    expect(claims.at(-1)).toBe(1);
  });

  it("is left alone for longer if it is still not there for the event that tries", async () => {
    const same = [1, 2, 3, 4].map((seq) => noteEvent(seq, seq === 4 ? "n1" : `n${seq}`));
    const { run, clock, object, breaker } = openWorker(isAway, same);
    object.atOnce = 3;
    await run();
    clock.advance(1_000);
    await run();
    expect(breaker.state()).toBe("open");
    expect(breaker.waitMs()).toBe(2_000);
  });

  it("for one key only is not left alone", async () => {
    const { run, breaker } = openWorker(
      isAway,
      [1, 2, 3, 4].map((seq) => noteEvent(seq, "n1")),
    );
    await run();
    expect(breaker.state()).toBe("closed");
  });

  it("is there again with any answer, and earlier failures no longer count", async () => {
    const answers = [isAway, isAway, refuse, isAway, isAway];
    const { run, object, breaker } = openWorker((event, tools) => {
      const answer = answers[event.seq - 1] ?? accept;
      return answer(event, tools);
    }, some(5));
    object.atOnce = 1;
    await run();
    expect(breaker.state()).toBe("closed");
  });

  it("that goes away again is noticed by the same keys as before", async () => {
    const answers = [isAway, isAway, refuse, isAway, isAway, isAway];
    const events = answers.map((_, index) => noteEvent(index + 1, `n${index % 3}`));
    const { run, object, breaker } = openWorker((event, tools) => {
      const answer = answers[event.seq - 1] ?? accept;
      return answer(event, tools);
    }, events);
    object.atOnce = 1;
    await run();
    expect(breaker.state()).toBe("open");
  });

  it("is noticed for events whose key cannot be told", async () => {
    const { run, breaker, reaction } = openWorker(isAway, some(3));
    Object.assign(reaction, {
      key() {
        throw new Error("no key");
      },
    });
    await run();
    expect(breaker.state()).toBe("open");
  });
});
