import { describe, expect, it } from "vitest";
import { z } from "zod";
import { modules } from "../../src/modules.ts";
import { projectTenant } from "../../src/projection/follow.ts";
import { type LocalTenant, openPlatform } from "../support/node/platform.ts";
import { writeMany } from "../support/node/requests.ts";
import { note, noteState } from "../support/notes/events.ts";
import { noteErased, notes, noteWritten } from "../support/notes/index.ts";

const newer = {
  ...notes,
  events: [
    noteWritten.next(noteWritten.schema.and(z.object({ mood: z.string() })), (older) => ({
      ...older,
      mood: "calm",
    })),
    noteErased,
  ],
};

/** The state of a note in a second version, which has the same fields. */
const withNewerState = {
  ...notes,
  aggregates: notes.aggregates.map((aggregate) => ({
    ...aggregate,
    definition: noteState.next(note, (first) => first),
  })),
};

const parkedOf = ({ storage }: LocalTenant) =>
  storage.rows("SELECT parked_at, parked_event FROM subscriptions WHERE name = 'read-model'");

/** Newer code wrote the second of three notes; then the code before it was put back. */
async function openAfterRollback() {
  const platform = openPlatform();
  const tenant = platform.tenant();
  writeMany(tenant, 3);
  tenant.storage.run("UPDATE events SET version = 3, data = json_set(data, '$.mood', 'merry') WHERE seq = 2");
  await platform.settle();
  platform.queue.take();
  await projectTenant(platform.projectorDeps, tenant.id);
  return { platform, tenant };
}

describe("a subscription that reaches an event newer than its code", () => {
  it("is shown as parked", async () => {
    const { platform, tenant } = await openAfterRollback();
    expect(platform.position(tenant)).toEqual({ epoch: 1, seq: 1 });
    const [parked] = parkedOf(tenant);
    expect(parked?.parked_at).toBe(2);
    expect(tenant.core.outbox()).toMatchObject({ parked: [noteWritten.type] });
    expect(JSON.parse(String(parked?.parked_event))).toMatchObject({
      type: "notes.note.written",
      version: 3,
    });
  });

  it("loses nothing: no attempt counts, no event is set aside, none is skipped", async () => {
    const { platform, tenant } = await openAfterRollback();
    for (let alarms = 0; alarms < 10; alarms += 1) {
      await platform.fireAlarm(tenant);
      await platform.deliverAll();
    }
    expect(tenant.storage.rows("SELECT * FROM attempts")).toEqual([]);
    expect(platform.readModel.rows("SELECT * FROM dead_letters")).toEqual([]);
    expect(platform.position(tenant)).toEqual({ epoch: 1, seq: 1 });
  });

  it("is notified at most once a minute, because newer code may run elsewhere", async () => {
    const { platform, tenant } = await openAfterRollback();
    const start = platform.clock.now();
    const notifications = platform.relays.length;
    while (platform.clock.now() - start < 10 * 60_000) {
      await platform.fireAlarm(tenant);
      await platform.deliverAll();
    }
    expect(platform.relays.length - notifications).toBeLessThanOrEqual(11);
  });

  it("continues by itself when newer code runs", async () => {
    const { platform, tenant } = await openAfterRollback();
    platform.deploy([...modules, newer]);
    expect(parkedOf(tenant)).toEqual([{ parked_at: null, parked_event: null }]);
    await platform.fireAlarm(tenant);
    await platform.deliverAll();
    expect(platform.position(tenant)).toEqual({ epoch: 1, seq: 3 });
  });

  it("is parked before a state that is newer than its code, too", async () => {
    const platform = openPlatform();
    const tenant = platform.tenant();
    writeMany(tenant, 3);
    tenant.storage.run("UPDATE events SET state_version = 2 WHERE seq = 2");
    await platform.settle();
    platform.queue.take();
    await projectTenant(platform.projectorDeps, tenant.id);
    expect(platform.position(tenant)).toEqual({ epoch: 1, seq: 1 });
    platform.wakeUp(tenant);
    expect(parkedOf(tenant)).toMatchObject([{ parked_at: 2 }]);
    platform.deploy([...modules, withNewerState]);
    expect(parkedOf(tenant)).toEqual([{ parked_at: null, parked_event: null }]);
    await platform.fireAlarm(tenant);
    await platform.deliverAll();
    expect(platform.position(tenant)).toEqual({ epoch: 1, seq: 3 });
  });
});
