import { describe, expect, it } from "vitest";
import { follow } from "../../../src/projection/follow.ts";
import { tenantId } from "../given.ts";
import { openSubscription } from "./subscription.ts";

const setAside = { attempts: 5, setAside: true, nextAt: 0 };
const letters = ({ readModel }: ReturnType<typeof openSubscription>) =>
  readModel.rows("SELECT id, subscription, seq, attempts, error, failed_at FROM dead_letters");

describe("an event that cannot be projected", () => {
  it("is found by halves: all before it is projected, it alone is reported", async () => {
    const listing = openSubscription({ events: 8, failing: [4] });
    expect(await listing.run()).toMatchObject({ position: { seq: 3 }, head: 8, stoppedBy: "failure" });
    expect(listing.reports.map(({ from, to, outcome }) => [from, to, outcome])).toEqual([
      [1, 2, "projected"],
      [3, 3, "projected"],
      [4, 4, "failed"],
    ]);
    expect(listing.failures).toEqual([
      { subscription: "listing", epoch: 1, seq: 4, error: "TypeError: no such field" },
    ]);
    expect(listing.reports.at(-1)).toMatchObject({ statements: 0, error: "TypeError: no such field" });
  });

  it("becomes a dead letter once its attempts are used up, and the rest is projected", async () => {
    const listing = openSubscription({ events: 4, failing: [2], verdict: setAside });
    expect(await listing.run()).toEqual({ position: { epoch: 1, seq: 4 }, head: 4, stoppedBy: "nothing" });
    expect(letters(listing)).toEqual([
      {
        id: expect.stringMatching(/^dl_[0-9A-Z]{26}$/),
        subscription: "listing",
        seq: 2,
        attempts: 5,
        error: "TypeError: no such field",
        failed_at: "2026-03-01T12:00:00.000Z",
      },
    ]);
    expect(listing.projected()).toBe(3);
    expect(listing.reports.filter(({ outcome }) => outcome === "set-aside")).toMatchObject([
      { from: 2, to: 2, error: "TypeError: no such field", deadLetter: { seq: 2, attempts: 5 } },
    ]);
  });

  it("stays where it is while it has attempts left, or if no object counts them", async () => {
    for (const verdict of [{ ...setAside, setAside: false }, null]) {
      const listing = openSubscription({ events: 1, failing: [1], verdict });
      expect(await listing.run()).toMatchObject({ position: { seq: 0 }, stoppedBy: "failure" });
      expect(letters(listing)).toEqual([]);
      expect(listing.told()).toEqual([]);
    }
  });

  it("is not to blame if its dead letter cannot be written", async () => {
    const listing = openSubscription({ events: 1, failing: [1], verdict: setAside });
    listing.readModel.run("DROP TABLE dead_letters");
    await expect(listing.run()).rejects.toThrow("no such table");
    expect(listing.position()).toBeUndefined();
  });

  it("is counted if the database refuses its rows, too", async () => {
    const listing = openSubscription({ events: 2 });
    listing.readModel.run(
      "INSERT INTO notes SELECT tenant_id, 'n2', 1, NULL, NULL, 0 FROM (SELECT 'x' AS tenant_id)",
    );
    listing.readModel.run("UPDATE notes SET tenant_id = 'ten_01J00000000000000000000000'");
    expect(await listing.run()).toMatchObject({ position: { seq: 1 }, stoppedBy: "failure" });
    expect(listing.failures).toMatchObject([{ seq: 2, error: expect.stringMatching(/constraint failed/) }]);
  });
});

describe("a batch", () => {
  it("that fails because the database is away is no attempt at any event", async () => {
    const listing = openSubscription({ events: 3 });
    listing.readModel.faults.failAtStatement = 1;
    await expect(listing.run()).rejects.toThrow("Network connection lost");
    expect(listing.failures).toEqual([]);
    expect(listing.projected()).toBe(0);
  });

  it("that fails for no known reason is the event's fault if the database answers, and else not", async () => {
    const strange = () => Promise.reject(new Error("D1_ERROR: the moon is in the wrong place"));
    const answering = openSubscription({ events: 1 });
    const readModel = { all: answering.readModel.all, batch: strange };
    await follow({ ...answering.deps, readModel }, tenantId, "listing");
    expect(answering.failures).toMatchObject([{ seq: 1 }]);

    const silent = openSubscription({ events: 1 });
    let reads = 0;
    const all: typeof silent.readModel.all = (statement) => {
      reads += 1;
      return reads === 1 ? silent.readModel.all(statement) : strange();
    };
    const failing = follow({ ...silent.deps, readModel: { all, batch: strange } }, tenantId, "listing");
    await expect(failing).rejects.toThrow("the moon");
    expect(silent.failures).toEqual([]);
  });

  it("that loses against another worker writes nothing, and continues from where that one is", async () => {
    const listing = openSubscription({ events: 3 });
    listing.readModel.faults.beforeBatch = async () => listing.isAt(2);
    expect(await listing.run()).toMatchObject({ position: { seq: 3 } });
    expect(listing.reports.map(({ from, to, outcome }) => [from, to, outcome])).toEqual([
      [1, 3, "lost-race"],
      [3, 3, "projected"],
    ]);
    expect(listing.projected()).toBe(1);
  });
});
