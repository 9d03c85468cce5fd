import { describe, expect, it } from "vitest";
import { noteEvent } from "../given.ts";
import { commitOf, openSubscription } from "./subscription.ts";

const runsOf = ({ reports }: ReturnType<typeof openSubscription>) =>
  reports.map(({ from, to, outcome }) => [from, to, outcome]);

describe("the events of a transaction that take effect together", () => {
  it("are in one batch, however few the object hands out at a time", async () => {
    const listing = openSubscription({ events: 9, atOnce: 2, together: [2, 7] });
    expect(await listing.run()).toMatchObject({ position: { seq: 9 }, stoppedBy: "nothing" });
    expect(runsOf(listing)).toEqual([
      [1, 7, "projected"],
      [8, 9, "projected"],
    ]);
  });

  it("are in one batch, although only some of them were delivered", async () => {
    const together = [1, 4] as const;
    const listing = openSubscription({ events: 6, together });
    const delivered = [1, 2].map((seq) => ({ ...noteEvent(seq), ...commitOf({ together }, seq) }));
    await listing.run(...delivered);
    expect(runsOf(listing)[0]).toEqual([1, 4, "projected"]);
    expect(listing.position()).toEqual({ epoch: 1, seq: 4 });
  });

  it("are in one batch that is larger than others", async () => {
    const listing = openSubscription({ events: 1_200, atOnce: 1_000, together: [400, 900] });
    await listing.run();
    expect(runsOf(listing)[0]).toEqual([1, 900, "projected"]);
    expect(listing.projected()).toBe(1_200);
  });

  it("do not hold up the others if one of them cannot be projected", async () => {
    const setAside = { attempts: 5, setAside: true, nextAt: 0 };
    const listing = openSubscription({ events: 6, together: [2, 5], failing: [3], verdict: setAside });
    expect(await listing.run()).toMatchObject({ position: { seq: 6 }, stoppedBy: "nothing" });
    expect(listing.projected()).toBe(5);
  });

  it("stay together if an event behind them cannot be projected", async () => {
    const listing = openSubscription({ events: 12, together: [3, 10], failing: [12] });
    expect(await listing.run()).toMatchObject({ position: { seq: 11 }, stoppedBy: "failure" });
    const ends = listing.reports.filter(({ outcome }) => outcome === "projected").map(({ to }) => to);
    expect(ends.filter((to) => to >= 3 && to < 10)).toEqual([]);
  });

  it("wait if the object that has the rest of them does not answer", async () => {
    const together = [1, 4] as const;
    const listing = openSubscription({ events: 6, together });
    listing.log.eventsAfter = async () => null;
    await listing.run(...[1, 2].map((seq) => ({ ...noteEvent(seq), ...commitOf({ together }, seq) })));
    expect(listing.projected()).toBe(0);
  });

  it("end with the log, if the rest of them is gone", async () => {
    const listing = openSubscription({ events: 3, together: [2, 7] });
    expect(await listing.run()).toMatchObject({ position: { seq: 3 }, stoppedBy: "nothing" });
  });
});
