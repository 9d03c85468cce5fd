import { describe, expect, it } from "vitest";
import { noteEvent } from "../given.ts";
import { openSubscription } from "./subscription.ts";

describe("a position ahead of the log", () => {
  it.each([
    ["of a later epoch", { events: 5 }, [3, 2]],
    ["after the head of the same epoch", { events: 5 }, [6, 1]],
  ] as const)(
    "%s means that the object was restored, and stops the subscription",
    async (_, log, [seq, epoch]) => {
      const { run, isAt, told, reports } = openSubscription(log);
      isAt(seq, epoch);
      expect(await run()).toMatchObject({ position: { epoch, seq }, stoppedBy: "restore" });
      expect(told()).toEqual([
        ["aheadOfLog", "listing", { epoch, seq }],
        ["acknowledged", "listing", epoch, seq],
      ]);
      expect(reports).toMatchObject([{ outcome: "stopped", error: "the position is ahead of the log" }]);
    },
  );

  it("is none at the head", async () => {
    const { run, isAt } = openSubscription({ events: 5 });
    isAt(5);
    expect(await run()).toMatchObject({ stoppedBy: "nothing" });
  });
});

describe("views of an earlier epoch", () => {
  it("are rebuilt, because they may have what the restore undid", async () => {
    const { run, isAt, told, projected, reports } = openSubscription({ events: 5, epoch: 2, beganAt: 3 });
    isAt(4);
    expect(await run()).toMatchObject({ position: { epoch: 1, seq: 4 }, stoppedBy: "rebuild" });
    expect(told()[0]).toEqual(["needsRebuild", "listing", "epoch", 2]);
    expect(projected()).toBe(0);
    expect(reports).toMatchObject([{ outcome: "stopped", error: "epoch" }]);
  });

  it.each([
    ["that are further than the log of the new epoch", 9, []],
    ["that are told of an event of the new epoch", 4, [{ ...noteEvent(2), epoch: 2 }]],
  ] as const)("%s are rebuilt, too", async (_, seq, delivered) => {
    const { run, isAt, told } = openSubscription({ events: 5, epoch: 2, beganAt: 1 });
    isAt(seq);
    expect(await run(...delivered)).toMatchObject({ stoppedBy: "rebuild" });
    expect(told()[0]).toEqual(["needsRebuild", "listing", "epoch", 2]);
  });

  it("that were never projected begin in the object's epoch", async () => {
    const { run, position } = openSubscription({ events: 5, epoch: 2, beganAt: 3 });
    expect(await run()).toMatchObject({ stoppedBy: "nothing" });
    expect(position()).toEqual({ epoch: 2, seq: 5 });
  });
});

describe("an event of an earlier epoch", () => {
  it("is not the next one, although it has the next number", async () => {
    const { run, isAt, told, position } = openSubscription({ events: 5, epoch: 2 });
    isAt(3, 2);
    expect(await run(noteEvent(4))).toMatchObject({ stoppedBy: "nothing" });
    expect(position()).toEqual({ epoch: 2, seq: 5 });
    expect(told()).toEqual([["acknowledged", "listing", 2, 5]]);
  });
});

describe("an audit trail of an earlier epoch", () => {
  it.each([
    ["goes back to where the epoch began", 4, 2],
    ["goes on from where it is, if that is earlier", 1, 4],
  ])("%s, and keeps what it has", async (_, seq, projected) => {
    const listing = openSubscription({ events: 5, epoch: 2, beganAt: 3, follows: "audit-log" });
    listing.isAt(seq);
    expect(await listing.run()).toEqual({ position: { epoch: 2, seq: 5 }, head: 5, stoppedBy: "nothing" });
    expect(listing.projected()).toBe(projected);
    expect(listing.position()).toEqual({ epoch: 2, seq: 5 });
    expect(listing.reports.map(({ outcome }) => outcome)).toEqual(["projected"]);
  });

  it("follows another worker that was quicker", async () => {
    const listing = openSubscription({ events: 5, epoch: 2, beganAt: 3, follows: "audit-log" });
    listing.isAt(4);
    listing.readModel.faults.beforeBatch = async () =>
      listing.readModel.run("UPDATE positions SET epoch = 2, seq = 4, projector_seq = 4");
    expect(await listing.run()).toMatchObject({ position: { epoch: 2, seq: 5 } });
    expect(listing.projected()).toBe(1);
  });

  it("waits for a database that is away", async () => {
    const listing = openSubscription({ events: 5, epoch: 2, beganAt: 3, follows: "audit-log" });
    listing.isAt(4);
    listing.readModel.faults.failAtStatement = 0;
    await expect(listing.run()).rejects.toThrow("Network connection lost");
    expect(listing.position()).toEqual({ epoch: 1, seq: 4 });
  });
});

describe("a log that was trimmed beyond the position", () => {
  it("has views rebuilt", async () => {
    const { run, isAt, told, projected } = openSubscription({ events: 9, oldest: 5 });
    isAt(3);
    expect(await run()).toMatchObject({ position: { seq: 3 }, stoppedBy: "rebuild" });
    expect(told()[0]).toEqual(["needsRebuild", "listing", "trimmed", 1]);
    expect(projected()).toBe(0);
  });

  it("goes on where the next event is still there", async () => {
    const { run, isAt, projected } = openSubscription({ events: 9, oldest: 5 });
    isAt(4);
    expect(await run()).toMatchObject({ position: { seq: 9 }, stoppedBy: "nothing" });
    expect(projected()).toBe(5);
  });

  it("lets the audit trail skip what is gone", async () => {
    const listing = openSubscription({ events: 9, oldest: 5, follows: "audit-log" });
    listing.isAt(2);
    expect(await listing.run()).toMatchObject({ position: { epoch: 1, seq: 9 }, stoppedBy: "nothing" });
    expect(listing.projected()).toBe(5);
  });
});
