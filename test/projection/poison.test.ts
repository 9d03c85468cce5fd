import { describe, expect, it } from "vitest";
import { projectTenant } from "../../src/projection/follow.ts";
import { type LocalPlatform, type LocalTenant, openPlatform } from "../support/node/platform.ts";
import { write, writeMany } from "../support/node/requests.ts";
import { type Poison, poisonedModules } from "../support/notes/poison.ts";

/** A tenant whose sixth note no view can take. */
function openWithPoison(poison: Poison = "throws") {
  const { modules, poisonByText } = poisonedModules();
  const platform = openPlatform(modules);
  const tenant = platform.tenant();
  poisonByText.set("poison", poison);
  writeMany(tenant, 5);
  tenant.core.execute(write([["bad", "poison"]]));
  writeMany(tenant, 5, 6);
  return { platform, tenant, poisonByText };
}

const textsOf = ({ readModel }: LocalPlatform, { id }: LocalTenant) =>
  readModel.rows("SELECT id FROM notes WHERE tenant_id = ?1 ORDER BY id", id).map((row) => row.id);

const deadLettersOf = ({ readModel }: LocalPlatform) =>
  readModel.rows("SELECT subscription, seq, attempts, status, error FROM dead_letters");

const attemptsOf = ({ storage }: LocalTenant) =>
  storage.rows("SELECT subscription, seq, attempts FROM attempts");

const healthy = ["n1", "n10", "n2", "n3", "n4", "n5", "n6", "n7", "n8", "n9"];

describe.each(["throws", "violates"] as const)("an event whose projection %s", (poison) => {
  it("is found among its neighbours: everything before it is projected at once", async () => {
    const { platform, tenant } = openWithPoison(poison);
    await platform.deliverAll();
    expect(platform.position(tenant)).toEqual({ epoch: 1, seq: 5 });
    expect(attemptsOf(tenant)).toEqual([{ subscription: "read-model", seq: 6, attempts: 1 }]);
    expect(deadLettersOf(platform)).toEqual([]);
  });

  it("is set aside after five attempts, and everything behind it is projected", async () => {
    const { platform, tenant } = openWithPoison(poison);
    await platform.deliverAll();
    await platform.passTimeUntil(tenant, () => deadLettersOf(platform).length === 1);
    await platform.deliverAll();
    expect(deadLettersOf(platform)).toMatchObject([
      { subscription: "read-model", seq: 6, attempts: 5, status: "open" },
    ]);
    expect(textsOf(platform, tenant)).toEqual(healthy);
    expect(platform.position(tenant)).toEqual({ epoch: 1, seq: 11 });
    expect(attemptsOf(tenant)).toEqual([]);
  });

  it("does not affect the audit log's subscription of the same tenant", async () => {
    const { platform, tenant } = openWithPoison(poison);
    await platform.deliverAll();
    await platform.passTimeUntil(tenant, () => platform.readModel.rows("SELECT * FROM audit").length === 11);
    expect(attemptsOf(tenant)).toMatchObject([{ subscription: "read-model", seq: 6 }]);
  });

  it("does not affect another tenant's subscription", async () => {
    const { platform } = openWithPoison(poison);
    const other = platform.tenant();
    writeMany(other, 3);
    await platform.deliverAll();
    expect(platform.position(other)).toEqual({ epoch: 1, seq: 3 });
  });
});

describe("the attempts of an event that fails", () => {
  it("come after at most 1, 2, 4 and 8 seconds", async () => {
    const { platform, tenant } = openWithPoison();
    await platform.deliverAll();
    const pauses: number[] = [];
    for (let attempts = 1; attempts < 5; attempts += 1) {
      const [before] = tenant.storage.rows("SELECT attempts, next_at FROM attempts");
      expect(before?.attempts).toBe(attempts);
      pauses.push(Number(before?.next_at) - platform.clock.now());
      await platform.passTimeUntil(
        tenant,
        () => tenant.storage.rows("SELECT attempts FROM attempts")[0]?.attempts !== attempts,
      );
    }
    expect(pauses.every((pause, index) => pause >= 0 && pause <= 1_000 * 2 ** index)).toBe(true);
    expect(Math.max(...pauses)).toBeGreaterThan(1_000);
  });

  it("are not consumed before they are due", async () => {
    const { platform, tenant } = openWithPoison();
    await platform.deliverAll();
    for (let readers = 0; readers < 20; readers += 1) await projectTenant(platform.projectorDeps, tenant.id);
    expect(attemptsOf(tenant)).toMatchObject([{ attempts: 1 }]);
    expect(deadLettersOf(platform)).toEqual([]);
  });

  it("outlive the object's memory", async () => {
    const { platform, tenant } = openWithPoison();
    await platform.deliverAll();
    platform.wakeUp(tenant);
    await platform.passTimeUntil(tenant, () => attemptsOf(tenant)[0]?.attempts === 3);
    platform.wakeUp(tenant);
    await platform.passTimeUntil(tenant, () => deadLettersOf(platform).length === 1);
    expect(deadLettersOf(platform)).toMatchObject([{ attempts: 5 }]);
  });

  it("end with the fault: an event that succeeds in the meantime is no dead letter", async () => {
    const { platform, tenant, poisonByText } = openWithPoison();
    await platform.deliverAll();
    poisonByText.clear();
    await platform.passTimeUntil(tenant, () => attemptsOf(tenant).length === 0);
    await platform.deliverAll();
    expect(deadLettersOf(platform)).toEqual([]);
    expect(textsOf(platform, tenant)).toEqual(["bad", ...healthy]);
  });
});

describe("several events that fail", () => {
  it("are set aside one after the other, and none of their neighbours", async () => {
    const { platform, tenant, poisonByText } = openWithPoison();
    poisonByText.set("text 8", "violates");
    await platform.deliverAll();
    await platform.passTimeUntil(tenant, () => deadLettersOf(platform).length === 2);
    await platform.deliverAll();
    expect(deadLettersOf(platform).map(({ seq }) => seq)).toEqual([6, 9]);
    expect(textsOf(platform, tenant)).toEqual(healthy.filter((id) => id !== "n8"));
  });

  it("leave a complete row once a later event of the same aggregate succeeds", async () => {
    const { platform, tenant } = openWithPoison();
    await platform.deliverAll();
    await platform.passTimeUntil(tenant, () => deadLettersOf(platform).length === 1);
    tenant.core.execute(write([["bad", "mended"]]));
    await platform.deliverAll();
    expect(platform.readModel.rows("SELECT text, version FROM notes WHERE id = 'bad'")).toEqual([
      { text: "mended", version: 2 },
    ]);
  });
});

describe("while D1 is down", () => {
  it("nothing counts as an attempt and nothing is set aside, however long it takes", async () => {
    const { platform, tenant } = openWithPoison();
    await platform.deliverAll();
    const before = attemptsOf(tenant);
    platform.readModel.faults.down = true;
    for (let alarms = 0; alarms < 40; alarms += 1) {
      await platform.fireAlarm(tenant);
      expect((await platform.deliver()).every(({ outcome }) => outcome === "retried")).toBe(true);
    }
    expect(attemptsOf(tenant)).toEqual(before);
    platform.readModel.faults.down = false;
    await platform.passTimeUntil(tenant, () => deadLettersOf(platform).length === 1);
    await platform.deliverAll();
    expect(textsOf(platform, tenant)).toEqual(healthy);
    expect(deadLettersOf(platform)).toMatchObject([{ seq: 6, attempts: 5 }]);
  });

  it("a dead letter that could not be written leaves the position unchanged", async () => {
    const { platform, tenant } = openWithPoison();
    await platform.deliverAll();
    await platform.passTimeUntil(tenant, () => attemptsOf(tenant)[0]?.attempts === 4);
    platform.readModel.faults.beforeBatch = async () => {
      platform.readModel.faults.failAtStatement = 1;
    };
    await platform.passTimeUntil(tenant, () => attemptsOf(tenant)[0]?.attempts === 5);
    expect(platform.position(tenant)).toEqual({ epoch: 1, seq: 5 });
    await platform.passTimeUntil(tenant, () => deadLettersOf(platform).length === 1);
    expect(deadLettersOf(platform)).toMatchObject([{ seq: 6, attempts: 5 }]);
  });
});
