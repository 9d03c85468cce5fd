import { describe, expect, it } from "vitest";
import { firstHalf, whole } from "../../../src/projection/source.ts";
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
    expect(await listing.run(...delivered)).toMatchObject({ head: 4 });
    expect(runsOf(listing)[0]).toEqual([1, 4, "projected"]);
    expect(listing.position()).toEqual({ epoch: 1, seq: 4 });
  });

  it("are in one batch with those before them, if the object hands out both at once", async () => {
    const listing = openSubscription({ events: 9, atOnce: 4, together: [4, 7] });
    await listing.run();
    expect(runsOf(listing)).toEqual([
      [1, 7, "projected"],
      [8, 9, "projected"],
    ]);
  });

  it("do not go on in a later epoch, to which the object was restored meanwhile", async () => {
    const listing = openSubscription({ events: 4 });
    const restored = [3, 4].map((seq) => ({ ...noteEvent(seq), epoch: 2 }));
    listing.log.eventsAfter = async () => ({ epoch: 2, beganAt: 2, oldest: 1, head: 4, events: restored });
    const together = [1, 4] as const;
    await listing.run(...[1, 2].map((seq) => ({ ...noteEvent(seq), ...commitOf({ together }, seq) })));
    expect(runsOf(listing)[0]).toEqual([1, 2, "projected"]);
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

describe("a run of which a part is projected", () => {
  const events = (count: number, together: readonly [number, number]) =>
    Array.from({ length: count }, (_, index) => ({
      ...noteEvent(index + 1),
      ...commitOf({ together }, index + 1),
    }));
  const seqs = (items: readonly { readonly seq: number }[]) => items.map(({ seq }) => seq);

  it("ends before what has to take effect together, if that would be cut", () => {
    expect(seqs(firstHalf(events(12, [3, 10])))).toEqual([1, 2]);
    expect(seqs(firstHalf(events(5, [4, 5])))).toEqual([1, 2, 3]);
  });

  it("ends behind it if nothing is before it, and in the middle if there is nothing else", () => {
    expect(seqs(firstHalf(events(8, [1, 6])))).toEqual([1, 2, 3, 4, 5, 6]);
    expect(seqs(firstHalf(events(4, [1, 4])))).toEqual([1, 2]);
  });

  it("has no beginning of what later events have to take effect together with", () => {
    expect(seqs(whole(events(6, [5, 7])))).toEqual([1, 2, 3, 4]);
    expect(seqs(whole(events(7, [5, 7])))).toEqual([1, 2, 3, 4, 5, 6, 7]);
  });
});
