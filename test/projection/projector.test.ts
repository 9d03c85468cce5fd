import { describe, expect, it } from "vitest";
import { projectTenant } from "../../src/projection/follow.ts";
import {
  type LocalPlatform,
  type LocalTenant,
  openPlatform,
  readModelOnly,
} from "../support/node/platform.ts";
import { erase, write, writeMany } from "../support/node/requests.ts";

const rowsOf = (platform: LocalPlatform, tenant: LocalTenant) =>
  platform.readModel.rows("SELECT id, version, text FROM notes WHERE tenant_id = ?1 ORDER BY id", tenant.id);

const eventsOf = (tenant: LocalTenant) => tenant.core.eventsAfter(0, 1_000).events;

/** A tenant with three notes, and the bells for them taken out of the queue. */
async function openWithThree() {
  const platform = openPlatform(readModelOnly);
  const tenant = platform.tenant();
  writeMany(tenant, 3);
  await platform.settle();
  platform.queue.take();
  const three = [1, 2, 3].map((index) => ({ id: `n${index}`, version: 1, text: `text ${index}` }));
  const notification = (...seqs: number[]) => ({
    tenantId: tenant.id,
    subscription: "read-model",
    events: seqs.map((seq) => eventsOf(tenant)[seq - 1]),
  });
  return { platform, tenant, three, notification };
}

describe("each event is projected exactly once", () => {
  it("in order", async () => {
    const { platform, tenant, three, notification } = await openWithThree();
    await platform.deliver([notification(1, 2, 3)]);
    expect(rowsOf(platform, tenant)).toEqual(three);
    expect(platform.position(tenant)).toEqual({ epoch: 1, seq: 3 });
  });

  it("out of order within a batch", async () => {
    const { platform, tenant, three, notification } = await openWithThree();
    await platform.deliver([notification(3), notification(1), notification(2)]);
    expect(rowsOf(platform, tenant)).toEqual(three);
    expect(platform.runs.map(({ from, to, outcome }) => [from, to, outcome])).toEqual([[1, 3, "projected"]]);
  });

  it("twice", async () => {
    const { platform, tenant, three, notification } = await openWithThree();
    await platform.deliver([notification(1, 2, 3), notification(1, 2, 3)]);
    await platform.deliver([notification(1, 2, 3)]);
    await platform.deliver([notification(2)]);
    expect(rowsOf(platform, tenant)).toEqual(three);
    expect(platform.runs.map(({ from, to }) => [from, to])).toEqual([[1, 3]]);
  });

  it("with a gap: missing events are pulled", async () => {
    const { platform, tenant, three, notification } = await openWithThree();
    await platform.deliver([notification(1)]);
    await platform.deliver([notification(3)]);
    expect(rowsOf(platform, tenant)).toEqual(three);
    expect(platform.position(tenant)).toEqual({ epoch: 1, seq: 3 });
  });

  it("when the bell carries nothing, since its event was too large for a message", async () => {
    const { platform, tenant, three, notification } = await openWithThree();
    await platform.deliver([notification()]);
    expect(rowsOf(platform, tenant)).toEqual(three);
  });

  it("when the bell is lost: the next one brings both", async () => {
    const { platform, tenant } = await openWithThree();
    writeMany(tenant, 1, 4);
    await platform.passTimeUntil(tenant, () => platform.position(tenant) !== null);
    expect(rowsOf(platform, tenant)).toHaveLength(4);
  });

  it("when two deliveries race: the loser writes nothing and continues from the new position", async () => {
    const { platform, tenant, three } = await openWithThree();
    const events = eventsOf(tenant);
    platform.readModel.faults.beforeBatch = async () => {
      await projectTenant(platform.projectorDeps, tenant.id, events.slice(0, 2));
    };
    await projectTenant(platform.projectorDeps, tenant.id, events.slice(0, 3));
    expect(rowsOf(platform, tenant)).toEqual(three);
    expect(platform.position(tenant)).toEqual({ epoch: 1, seq: 3 });
    expect(platform.runs.map(({ outcome }) => outcome)).toContain("lost-race");
    expect(platform.runs.filter(({ outcome, to }) => outcome === "projected" && to === 3)).toHaveLength(1);
  });

  it("when a stalled consumer resumes with old events", async () => {
    const { platform, tenant } = await openWithThree();
    const old = eventsOf(tenant).slice(0, 1);
    platform.readModel.faults.beforeBatch = async () => {
      writeMany(tenant, 1, 4);
      tenant.core.execute(write([["n1", "newer"]]));
      await projectTenant(platform.projectorDeps, tenant.id);
    };
    await projectTenant(platform.projectorDeps, tenant.id, old);
    expect(rowsOf(platform, tenant)[0]).toEqual({ id: "n1", version: 2, text: "newer" });
    expect(platform.position(tenant)).toEqual({ epoch: 1, seq: 5 });
  });

  it("however long the log is that has to be made up for", async () => {
    const platform = openPlatform(readModelOnly);
    const tenant = platform.tenant();
    tenant.core.execute(
      write(Array.from({ length: 950 }, (_, index) => [`n${index}`, `t${index}`] as const)),
    );
    const position = { epoch: 1, seq: 950 };
    expect(await projectTenant(platform.projectorDeps, tenant.id)).toEqual({
      position,
      head: 950,
      stoppedBy: "nothing",
    });
    expect(platform.position(tenant)).toEqual(position);
    expect(rowsOf(platform, tenant)).toHaveLength(950);
    expect(platform.runs.map(({ events }) => events)).toEqual([500, 450]);
  });
});

describe("when D1 fails", () => {
  it("half-way through a batch, neither rows nor position are written, and the message comes again", async () => {
    const { platform, tenant, three, notification } = await openWithThree();
    for (const failAt of [0, 1]) {
      platform.readModel.faults.failAtStatement = failAt;
      expect(await platform.deliver([notification(1, 2, 3)])).toMatchObject([{ outcome: "retried" }]);
      expect(rowsOf(platform, tenant)).toEqual([]);
      expect(platform.position(tenant)).toBeNull();
    }
    expect(await platform.deliver([notification(1, 2, 3)])).toMatchObject([{ outcome: "acked" }]);
    expect(rowsOf(platform, tenant)).toEqual(three);
  });

  it("nothing is acknowledged, so the object notifies again", async () => {
    const { platform, tenant, notification } = await openWithThree();
    platform.readModel.faults.down = true;
    await platform.deliver([notification(1, 2, 3)]);
    expect(tenant.storage.rows("SELECT position FROM subscriptions")).toEqual([{ position: 0 }]);
    platform.readModel.faults.down = false;
    await platform.passTimeUntil(tenant, () => platform.position(tenant) !== null);
    expect(platform.position(tenant)).toEqual({ epoch: 1, seq: 3 });
  });

  it("one tenant's failure does not delay the other tenants of the batch", async () => {
    const { platform, tenant, notification } = await openWithThree();
    const other = platform.tenant();
    writeMany(other, 1);
    platform.readModel.faults.failAtStatement = 0;
    const settled = await platform.deliver([notification(1, 2, 3), ...platform.queue.waiting]);
    expect(settled.map(({ outcome }) => outcome)).toEqual(["retried", "acked"]);
    expect([platform.position(tenant), platform.position(other)]).toEqual([null, { epoch: 1, seq: 1 }]);
  });
});

describe("the position", () => {
  it("is learnt by the object even when an acknowledgement was lost", async () => {
    const { platform, tenant, notification } = await openWithThree();
    platform.faults.acknowledgementsAreLost = true;
    await platform.deliver([notification(1, 2, 3)]);
    platform.faults.acknowledgementsAreLost = false;
    expect(tenant.storage.rows("SELECT position FROM subscriptions")).toEqual([{ position: 0 }]);
    const runs = platform.runs.length;
    await platform.passTimeUntil(
      tenant,
      () => tenant.storage.rows("SELECT * FROM subscriptions WHERE position = 3").length === 1,
    );
    expect(platform.runs).toHaveLength(runs);
  });

  it("stops visibly at an event newer than the code, and continues with newer code", async () => {
    const { platform, tenant, notification, three } = await openWithThree();
    tenant.storage.run("UPDATE events SET version = 3 WHERE seq = 2");
    expect(await platform.deliver([notification(1, 2, 3)])).toMatchObject([{ outcome: "acked" }]);
    expect(platform.position(tenant)).toEqual({ epoch: 1, seq: 1 });
    expect(rowsOf(platform, tenant)).toEqual(three.slice(0, 1));
    expect(platform.runs.at(-1)).toMatchObject({ outcome: "parked", from: 2 });
    tenant.storage.run("UPDATE events SET version = 2 WHERE seq = 2");
    await projectTenant(platform.projectorDeps, tenant.id);
    expect(rowsOf(platform, tenant)).toEqual(three);
  });

  it("parks before an event of a type that the code does not know", async () => {
    const { platform, tenant, notification } = await openWithThree();
    tenant.storage.run("UPDATE events SET type = 'notes.note.sung' WHERE seq = 3");
    await platform.deliver([notification()]);
    expect(platform.position(tenant)).toEqual({ epoch: 1, seq: 2 });
  });
});

describe("the views", () => {
  it("only ever see the newest version of an event and of its envelope", async () => {
    const { platform, tenant } = await openWithThree();
    const older = JSON.stringify({ text: "two words", after: { id: "n1", text: "two words", words: 2 } });
    tenant.storage.run(
      `UPDATE events SET envelope = 1, state = NULL, state_version = NULL, version = 1, data = '${older}' WHERE seq = 1`,
    );
    await projectTenant(platform.projectorDeps, tenant.id);
    expect(platform.readModel.rows("SELECT text, words FROM notes WHERE id = 'n1'")).toEqual([
      { text: "two words", words: 2 },
    ]);
  });

  it("keep a tombstone of an erased aggregate, so that a late event cannot restore it", async () => {
    const { platform, tenant } = await openWithThree();
    const old = eventsOf(tenant);
    tenant.core.execute(erase("n2"));
    await projectTenant(platform.projectorDeps, tenant.id);
    expect(rowsOf(platform, tenant)[1]).toEqual({ id: "n2", version: 2, text: null });
    // Everything is replayed from the beginning, onto the same rows.
    platform.readModel.run("DELETE FROM positions");
    await projectTenant(platform.projectorDeps, tenant.id, old);
    expect(rowsOf(platform, tenant)[1]).toEqual({ id: "n2", version: 2, text: null });
  });

  it("keep tenants apart, whatever ids they choose", async () => {
    const { platform, tenant, three } = await openWithThree();
    const other = platform.tenant();
    other.core.execute(write([["n1", "the other one's"]]));
    await platform.deliverAll();
    await projectTenant(platform.projectorDeps, tenant.id);
    expect(rowsOf(platform, tenant)).toEqual(three);
    expect(rowsOf(platform, other)).toEqual([{ id: "n1", version: 1, text: "the other one's" }]);
  });
});
