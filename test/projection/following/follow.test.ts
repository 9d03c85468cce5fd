import { describe, expect, it } from "vitest";
import { follow } from "../../../src/projection/follow.ts";
import { noteEvent, tenantId } from "../given.ts";
import { openSubscription } from "./subscription.ts";

const events = (...seqs: readonly number[]) => seqs.map((seq) => noteEvent(seq));

describe("a subscription", () => {
  it("projects delivered events without asking the object, and acknowledges them", async () => {
    const { run, position, told, pulls } = openSubscription({ events: 3 });
    expect(await run(...events(1, 2, 3))).toEqual({
      position: { epoch: 1, seq: 3 },
      head: 3,
      stoppedBy: "nothing",
    });
    expect(position()).toEqual({ epoch: 1, seq: 3 });
    expect(told()).toEqual([["acknowledged", "listing", 1, 3]]);
    expect(pulls()).toEqual([]);
  });

  it("pulls what is missing before and after the delivered events", async () => {
    const { run, isAt, projected, pulls } = openSubscription({ events: 6 });
    isAt(1);
    expect(await run(...events(2, 5))).toMatchObject({ position: { seq: 6 }, head: 6 });
    expect(projected()).toBe(5);
    expect(pulls()).toEqual([2]);
  });

  it("takes delivered events in any order", async () => {
    const { run, projected, pulls } = openSubscription({ events: 3 });
    await run(...events(3, 1, 2));
    expect([projected(), pulls()]).toEqual([3, []]);
  });

  it("pulls what is missing if only some of the delivered events are projected", async () => {
    const { run, isAt, projected } = openSubscription({ events: 6 });
    isAt(3);
    await run(...events(2, 5));
    expect(projected()).toBe(3);
  });

  it("goes on to the head, beyond the delivered events", async () => {
    const { run, isAt, position } = openSubscription({ events: 12, atOnce: 3 });
    isAt(1);
    await run(...events(2, 5));
    expect(position()).toEqual({ epoch: 1, seq: 12 });
  });

  it("writes at most five hundred events a batch, however many are delivered", async () => {
    const { run, reports } = openSubscription({ events: 501 });
    await run(...events(...Array.from({ length: 501 }, (_, index) => index + 1)));
    expect(reports.map(({ from, to }) => [from, to])).toEqual([
      [1, 500],
      [501, 501],
    ]);
  });

  it("acknowledges again what it has projected before, and pulls nothing", async () => {
    const { run, isAt, told, pulls } = openSubscription({ events: 3 });
    isAt(3);
    expect(await run(...events(2, 3))).toEqual({
      position: { epoch: 1, seq: 3 },
      head: 3,
      stoppedBy: "nothing",
    });
    expect(told()).toEqual([["acknowledged", "listing", 1, 3]]);
    expect(pulls()).toEqual([]);
  });

  it("asks for what follows when it is told of no events", async () => {
    const { run, isAt, projected, told } = openSubscription({ events: 5 });
    isAt(2);
    await run();
    expect(projected()).toBe(3);
    expect(told()).toEqual([["acknowledged", "listing", 1, 5]]);
  });

  it("asks until it has reached the head, at most fifty times", async () => {
    const short = openSubscription({ events: 5, atOnce: 2 });
    await short.run();
    expect(short.pulls()).toEqual([0, 2, 4]);
    const long = openSubscription({ events: 60, atOnce: 1 });
    expect(await long.run()).toEqual({ position: { epoch: 1, seq: 50 }, head: 60, stoppedBy: "nothing" });
  });

  it("acknowledges nothing as long as there is nothing", async () => {
    const { run, calls, reports } = openSubscription();
    expect(await run()).toEqual({ position: { epoch: 0, seq: 0 }, head: 0, stoppedBy: "nothing" });
    expect(calls).toEqual([["pulled", 0]]);
    expect(reports).toEqual([]);
  });

  it("does nothing for a tenant that no object knows", async () => {
    const { run, log, told } = openSubscription();
    log.eventsAfter = async () => null;
    expect(await run()).toEqual({ position: { epoch: 0, seq: 0 }, head: 0, stoppedBy: "nothing" });
    expect(told()).toEqual([]);
  });

  it("does nothing if the code does not know it", async () => {
    const { deps, calls } = openSubscription({ events: 3 });
    expect(await follow(deps, tenantId, "listing")).toMatchObject({ head: 3 });
    calls.length = 0;
    expect(await follow(deps, tenantId, "gone")).toEqual({
      position: { epoch: 0, seq: 0 },
      head: 0,
      stoppedBy: "nothing",
    });
    expect(calls).toEqual([]);
  });

  it("is reported run by run", async () => {
    const { run, reports } = openSubscription({ events: 3 });
    await run(...events(1, 2, 3));
    expect(reports).toEqual([
      {
        tenant: tenantId,
        subscription: "listing",
        from: 1,
        to: 3,
        events: 3,
        statements: 3,
        outcome: "projected",
        since: "2026-03-01T12:00:00.000Z",
        traceparents: ["trace 1", "trace 2", "trace 3"],
      },
    ]);
  });
});

describe("what older code has projected", () => {
  it("is reported to the object, so that the views are rebuilt", async () => {
    const { run, isAt, told } = openSubscription({ events: 3 });
    isAt(3, 1, 0);
    await run();
    expect(told()).toEqual([
      ["outdated", "listing"],
      ["acknowledged", "listing", 1, 3],
    ]);
  });

  it("is also noticed if that code knew no versions: it moves the position, and nothing else", async () => {
    const { run, isAt, readModel, told } = openSubscription({ events: 3 });
    isAt(2);
    readModel.run("UPDATE positions SET seq = 3");
    await run();
    expect(told()[0]).toEqual(["outdated", "listing"]);
  });

  it("stays if it is the audit trail, which no rebuild can write", async () => {
    const { run, isAt, told } = openSubscription({ events: 3, follows: "audit-log" });
    isAt(3, 1, 0);
    await run();
    expect(told()).toEqual([["acknowledged", "listing", 1, 3]]);
  });
});

describe("an event that is newer than the code", () => {
  it("stops the subscription before it, and the object is told which", async () => {
    const { run, position, told, reports } = openSubscription({ events: 4, newer: 3 });
    expect(await run()).toMatchObject({ position: { seq: 2 }, head: 4, stoppedBy: "newer-event" });
    expect(position()).toEqual({ epoch: 1, seq: 2 });
    const newer = { ...noteEvent(3), version: 9 };
    const { seq, type, version, stateVersion } = newer;
    expect(told()).toContainEqual([
      "parked",
      "listing",
      { seq, type, version, aggregate: { type: "note" }, stateVersion },
    ]);
    expect(reports.at(-1)).toMatchObject({ outcome: "parked", from: 3, to: 4, events: 2, statements: 0 });
  });
});

describe("a read model that was put back", () => {
  it("is reported with its position when it has nothing left", async () => {
    const { run, told } = openSubscription({ acknowledged: { epoch: 1, seq: 5 } });
    await run();
    expect(told()).toEqual([["movedBack", "listing", { epoch: 0, seq: 0 }]]);
  });

  it("is reported when one call does not bring it back", async () => {
    const { run, isAt, told } = openSubscription({
      events: 60,
      atOnce: 1,
      acknowledged: { epoch: 1, seq: 55 },
    });
    isAt(2);
    await run();
    expect(told().at(-1)).toEqual(["movedBack", "listing", { epoch: 1, seq: 52 }]);
  });

  it.each([
    ["the object knows no such position", null],
    ["the object believes it to be where it is", { epoch: 1, seq: 0 }],
  ])("is no loss if %s", async (_, acknowledged) => {
    const { run, told } = openSubscription({ acknowledged });
    await run();
    expect(told()).toEqual([]);
  });

  it("is no loss if another epoch was acknowledged", async () => {
    const { run, isAt, told } = openSubscription({
      events: 60,
      atOnce: 1,
      acknowledged: { epoch: 2, seq: 55 },
    });
    isAt(2);
    await run();
    expect(told().map(([name]) => name)).not.toContain("movedBack");
  });

  it("is no loss if another worker has caught up meanwhile", async () => {
    const { run, isAt, log, told } = openSubscription();
    log.acknowledgedPosition = async () => {
      isAt(5);
      return { epoch: 1, seq: 5 };
    };
    await run();
    expect(told()).toEqual([]);
  });

  it("is not asked about once the subscription is at the head, or has stopped", async () => {
    const reached = openSubscription({ events: 3, acknowledged: { epoch: 1, seq: 9 } });
    reached.isAt(2);
    await reached.run();
    expect(reached.told().map(([name]) => name)).toEqual(["acknowledged"]);
    const stopped = openSubscription({ events: 3, failing: [3], acknowledged: { epoch: 1, seq: 9 } });
    stopped.isAt(2);
    await stopped.run();
    expect(stopped.told().map(([name]) => name)).toEqual(["acknowledged"]);
  });
});
