import { describe, expect, it } from "vitest";
import { mostOpen } from "../../../durable-objects/reactions/take-over.ts";
import { nextEpoch } from "../../../src/projection/epochs.ts";
import { openNotes } from "./given.ts";

describe("a log that is trimmed", () => {
  it("leaves the events of unfinished tasks behind", async () => {
    const { platform, tenant, world, read, write, arrived, pass } = openNotes({ retainedBytes: 1 });
    read("ada");
    world.treat(() => "is unavailable");
    write(["a", "one"], ["b", "two"]);
    await platform.deliverAll();
    await pass(60_000);
    expect(tenant.storage.rows("SELECT * FROM events")).toEqual([]);
    world.treat(() => "accepts");
    await pass(5 * 60_000);
    expect(arrived("ada").toSorted()).toEqual(["one", "two"]);
  });

  it("shows how many events a reaction missed that had no room for more", async () => {
    const { platform, tenant, world, read, write, pass } = openNotes({ retainedBytes: 1 });
    read("ada");
    world.treat(() => "is unavailable");
    write(...Array.from({ length: mostOpen + 50 }, (_, index) => ["a", `text ${index}`] as const));
    await platform.deliverAll();
    await pass(60_000);
    const [row] = tenant.storage.rows(
      "SELECT position, skipped, skipped_through FROM subscriptions WHERE name = 'notes.readers/ada'",
    );
    expect(row).toEqual({ position: mostOpen + 50, skipped: 50, skipped_through: mostOpen + 50 });
    expect(platform.alerts).toContain("reactions: Error: 50 events were trimmed unseen");
  });
});

describe("an object that was restored to an earlier time", () => {
  it("runs its reactions again from its earlier state, with the same keys", async () => {
    const { platform, tenant, world, read, write, arrived, pass } = openNotes();
    read("ada");
    write(["a", "one"]);
    await platform.settle();
    const saved = tenant.storage.copy();
    await platform.deliverAll();
    write(["b", "lost"]);
    await pass(1_000);
    const deps = { registry: platform.registry, readModel: platform.readModel, now: platform.clock.now };
    const epoch = await nextEpoch(deps, tenant.id, 1);
    platform.restore(tenant, saved);
    tenant.core.adopt(epoch);
    write(["c", "two"]);
    await pass(5 * 60_000);
    expect(arrived("ada")).toEqual(["one", "lost", "one", "two"]);
    expect(new Set(world.accepted.map(({ key }) => key)).size).toBe(3);
  });
});

describe("a reaction", () => {
  it("is not run by a rebuild", async () => {
    const { platform, tenant, world, read, write, pass } = openNotes();
    read("ada");
    write(["a", "one"]);
    await platform.deliverAll();
    tenant.core.needsRebuild("read-model", "trimmed", 1);
    await pass(60_000);
    expect(world.accepted).toHaveLength(1);
  });

  it("moves past events of no interest without being woken", async () => {
    const { platform, tenant, read, write, position } = openNotes();
    write(["a", "one"]);
    await platform.deliverAll();
    read("ada");
    tenant.core.execute({
      command: "notes.erase",
      input: { id: "a" },
      actor: { kind: "system" },
      correlationId: "01J00000000000000000000000",
    });
    await platform.settle();
    expect(platform.queue.take().map(({ subscription }) => subscription)).toEqual(["read-model"]);
    expect(position("ada")).toBe(1);
  });

  it("waits before an event that is newer than its code", async () => {
    const { platform, tenant, read, write, arrived } = openNotes();
    read("ada");
    write(["a", "one"], ["b", "two"], ["c", "three"]);
    tenant.storage.run("UPDATE events SET version = 3 WHERE seq = 2");
    await platform.deliverAll();
    expect(arrived("ada")).toEqual(["one"]);
    expect(
      tenant.storage.rows("SELECT position, parked_at FROM subscriptions WHERE name = 'notes.readers/ada'"),
    ).toEqual([{ position: 1, parked_at: 2 }]);
  });
});
