import { describe, expect, it } from "vitest";
import { openNotes } from "./given.ts";

describe("a reaction", () => {
  it("runs once for every event, with a key that follows from the event", async () => {
    const { platform, world, read, write, arrived } = openNotes();
    read("ada");
    write(["a", "one"], ["b", "two"]);
    await platform.deliverAll();
    expect(arrived("ada")).toEqual(["one", "two"]);
    expect(world.accepted[0]?.key).toMatch(/^notes\.readers\/ada:[0-9A-Z]{26}$/);
    expect(new Set(world.accepted.map(({ key }) => key)).size).toBe(2);
  });

  it("begins where the log ends when its target is added", async () => {
    const { platform, read, write, arrived } = openNotes();
    write(["a", "before"]);
    read("ada");
    write(["b", "after"]);
    await platform.deliverAll();
    expect(arrived("ada")).toEqual(["after"]);
  });

  it("keeps the events of one key in order, and lets other keys pass", async () => {
    const { platform, world, read, write, arrived, pass } = openNotes();
    read("ada");
    world.treat(({ text }) => (text === "a1" ? "refuses" : "accepts"));
    write(["a", "a1"], ["a", "a2"], ["b", "b1"]);
    write(["a", "a3"], ["b", "b2"]);
    await platform.deliverAll();
    expect(arrived("ada")).toEqual(["b1", "b2"]);
    world.treat(() => "accepts");
    await pass(60_000);
    expect(arrived("ada")).toEqual(["b1", "b2", "a1", "a2", "a3"]);
  });

  it("of one target may hang: other targets and the read model go on", async () => {
    const { platform, tenant, world, read, write, arrived, pass } = openNotes();
    read("ada");
    read("bob");
    world.treat(({ to }) => (to.includes("ada") ? "hangs" : "accepts"));
    write(["a", "one"]);
    await platform.settle();
    const hanging = platform.deliver();
    await platform.rest();
    write(["a", "two"]);
    platform.clock.advance(1_000);
    await tenant.core.alarm();
    await platform.rest();
    await platform.deliver(platform.queue.take().filter(({ subscription }) => !subscription.includes("ada")));
    expect(arrived("bob")).toEqual(["one", "two"]);
    expect(platform.position(tenant)).toEqual({ epoch: 1, seq: 2 });
    world.treat(() => "accepts");
    world.endTimeLimits();
    await hanging;
    await pass(60_000);
    expect(arrived("ada")).toEqual(["one", "two"]);
  });

  it("that hangs when the object wakes its worker itself does not stop the relay", async () => {
    const { platform, tenant, world, read, write } = openNotes();
    read("ada");
    platform.queue.broken = true;
    world.treat(() => "hangs");
    write(["a", "one"]);
    for (let alarms = 0; alarms < 6; alarms += 1) {
      platform.clock.advance(2_000);
      await tenant.core.alarm();
      await platform.rest();
    }
    expect(world.attempted).not.toEqual([]);
    expect(platform.position(tenant)).toEqual({ epoch: 1, seq: 1 });
  });

  it("whose worker dies is given to another when the claim has ended", async () => {
    const { platform, tenant, read, write, arrived, pass } = openNotes();
    read("ada");
    write(["a", "one"]);
    await platform.settle();
    platform.queue.take();
    expect(tenant.core.claimTasks("notes.readers/ada", 5)).toHaveLength(1);
    await pass(20_000);
    expect(arrived("ada")).toEqual([]);
    await pass(20_000);
    expect(arrived("ada")).toEqual(["one"]);
  });

  it("hands an event to one worker at a time", () => {
    const { tenant, read, write } = openNotes();
    read("ada");
    write(["a", "one"], ["b", "two"], ["a", "three"]);
    const claimed = () => tenant.core.claimTasks("notes.readers/ada", 5).map(({ event }) => event.seq);
    expect(claimed()).toEqual([1, 2]);
    expect(claimed()).toEqual([]);
  });

  it("stops for a target that is gone", async () => {
    const { platform, world, read, stopReading, write, openTasks, pass } = openNotes();
    read("ada");
    world.treat(() => "is unavailable");
    write(["a", "one"]);
    await platform.deliverAll();
    expect(openTasks()).toHaveLength(1);
    stopReading("ada");
    expect(openTasks()).toEqual([]);
    world.treat(() => "accepts");
    await pass(60_000);
    expect(world.accepted).toEqual([]);
  });

  it("returns commands, each of which runs once", async () => {
    const { platform, tenant, world, read, write, pass } = openNotes();
    read("ada");
    read("bob");
    world.treat(({ to }) => (to.includes("ada") ? "is gone" : "accepts"));
    write(["a", "one"]);
    await platform.settle();
    platform.faults.settlementsAreLost = true;
    await platform.deliver();
    platform.faults.settlementsAreLost = false;
    await pass(60_000);
    expect(world.attempted.filter(({ to }) => to.includes("ada"))).toHaveLength(2);
    const erased = tenant.storage.rows(
      "SELECT causation_id, actor FROM events WHERE type = 'notes.note.erased'",
    );
    const [written] = tenant.storage.rows("SELECT id FROM events WHERE seq = 1");
    expect(erased).toEqual([{ causation_id: written?.id, actor: '{"kind":"system"}' }]);
  });
});
