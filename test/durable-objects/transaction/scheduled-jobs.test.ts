import { describe, expect, it } from "vitest";
import { z } from "zod";
import { type Actor, anonymous, platformToken } from "../../../src/kernel/access/actor.ts";
import { defineModule } from "../../../src/kernel/module.ts";
import { nothing } from "../../../src/kernel/operation/operation.ts";
import { ok } from "../../../src/kernel/values/result.ts";
import { defineCommand } from "../../../src/kernel/write/command.ts";
import { modules } from "../../../src/modules.ts";
import { type LocalTenant, openPlatform } from "../../support/node/platform.ts";
import { write } from "../../support/node/requests.ts";
import { notes, noteWritten } from "../../support/notes/index.ts";

const hour = 60 * 60 * 1000;

/** A clock that strikes: every hour while it is wound, and wound up for three hours by anybody. */
function openTower(
  more: { readonly suspended?: () => boolean } = {},
  limits: Parameters<typeof openPlatform>[1] = {},
) {
  let left = 0;
  const strikes: number[] = [];
  const strike = defineCommand({
    name: "tower.strike",
    access: "ops:manage",
    input: z.object({}),
    output: z.number().nullable(),
    load: () => null,
    decide(_, __, { now }) {
      return ok({
        events: [noteWritten.of(`strike ${now}`, { text: `at ${now}`, words: 2 })],
        answer() {
          strikes.push(now);
          left -= 1;
          return left > 0 ? now + hour : null;
        },
      });
    },
  });
  const wind = defineCommand({
    name: "tower.wind",
    access: "public",
    input: z.object({}),
    output: nothing,
    load: () => null,
    decide(_, __, { now }) {
      left = 3;
      return ok({ events: [], schedule: { job: strike.name, at: now + hour }, answer: () => null });
    },
  });
  const tower = defineModule({
    name: "tower",
    operations: [wind],
    scheduledJobs: [strike],
    tenancy: () => ({ suspended: more.suspended?.() ?? false, disabledModules: [] }),
  });
  const platform = openPlatform([...modules, notes, tower], limits);
  const tenant = platform.tenant();
  const windIt = (actor: Actor = anonymous) =>
    tenant.core.execute({ ...write([]), command: wind.name, input: {}, actor });
  return { platform, tenant, strikes, windIt };
}

const auditLogOf = (tenant: LocalTenant) => tenant.core.auditLogAfter(0, 100).items;

describe("a module's scheduled job", () => {
  it("runs when a decision has scheduled it, and again as long as it reschedules itself", async () => {
    const { platform, tenant, strikes, windIt } = openTower();
    const start = platform.clock.now();
    windIt();
    await platform.passTimeUntil(tenant, () => strikes.length === 3);
    expect(strikes).toEqual([start + hour, start + 2 * hour, start + 3 * hour]);
    expect(tenant.storage.rows("SELECT name FROM schedules WHERE name = 'tower.strike'")).toEqual([]);
  });

  it("is a command like any other: its events reach the read model, the audit log names its actor", async () => {
    const { platform, tenant, strikes, windIt } = openTower();
    windIt();
    await platform.passTimeUntil(tenant, () => strikes.length === 1);
    expect(tenant.core.eventsAfter(0, 10).events).toMatchObject([
      { type: "notes.note.written", actor: { kind: "system" } },
    ]);
    expect(platform.position(tenant)).toEqual({ epoch: 1, seq: 1 });
    expect(auditLogOf(tenant)).toMatchObject([{ action: "tower.strike", outcome: "allowed" }]);
  });

  it("waits while the tenant is suspended, and runs afterwards", async () => {
    let suspended = false;
    const { platform, tenant, strikes, windIt } = openTower({ suspended: () => suspended });
    windIt();
    suspended = true;
    for (let alarms = 0; alarms < 3; alarms += 1) await platform.fireAlarm(tenant);
    expect(strikes).toEqual([]);
    suspended = false;
    await platform.passTimeUntil(tenant, () => strikes.length === 1);
  });
});

describe("a scheduled job that is refused", () => {
  const dueIn = ({ platform, tenant }: ReturnType<typeof openTower>) => {
    const [row] = tenant.storage.rows("SELECT due_at FROM schedules WHERE name = 'tower.strike'");
    return Number(row?.due_at) - platform.clock.now();
  };

  it("is tried again in an hour while the tenant is suspended", async () => {
    let suspended = false;
    const tower = openTower({ suspended: () => suspended });
    tower.windIt();
    suspended = true;
    await tower.platform.passTime(tower.tenant, hour);
    expect(dueIn(tower)).toBe(hour);
  });

  it("is tried again in a minute while the log takes no events", async () => {
    const tower = openTower({}, { mostBytes: 0 });
    tower.windIt();
    await tower.platform.passTime(tower.tenant, hour);
    expect(dueIn(tower)).toBe(60_000);
  });
});

describe("the audit log", () => {
  it("does not note what shoppers or the platform do that makes nothing happen, but what staff does", () => {
    const { tenant, windIt } = openTower();
    for (let times = 0; times < 50; times += 1) windIt();
    windIt({ kind: "system" });
    expect(auditLogOf(tenant)).toEqual([]);
    windIt(platformToken);
    expect(auditLogOf(tenant)).toMatchObject([{ action: "tower.wind", outcome: "allowed" }]);
  });
});
