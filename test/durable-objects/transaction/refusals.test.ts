import { describe, expect, it } from "vitest";
import { type Actor, anonymous, platformToken } from "../../../src/kernel/access/actor.ts";
import { auditRetentionMs } from "../../../src/kernel/delivery/audit.ts";
import { type LocalTenant, openPlatform, readModelOnly } from "../../support/node/platform.ts";
import { write, writeMany } from "../../support/node/requests.ts";

/** Everything an object stores except its audit log. */
function stateOf({ storage }: LocalTenant) {
  const tables = ["events", "aggregates", "notes", "idempotency", "schedules", "subscriptions"];
  return {
    rows: Object.fromEntries(tables.map((table) => [table, storage.rows(`SELECT * FROM ${table}`)])),
    head: storage.rows("SELECT head, epoch FROM object"),
    alarm: storage.alarm(),
  };
}

const auditLog = ({ storage }: LocalTenant) =>
  storage.rows("SELECT seq, action, outcome, code, first_event, last_event, address FROM audit_log");

describe("a command that is refused", () => {
  it("writes only an audit log entry", () => {
    const platform = openPlatform(readModelOnly);
    const tenant = platform.tenant();
    tenant.core.execute(write([["a", "taken"]]));
    const before = stateOf(tenant);
    const key = { scope: "s", fingerprint: "f", retentionMs: 1_000 };
    expect(tenant.core.execute(write([["b", "taken"]], { idempotency: key }))).toMatchObject({
      ok: false,
      refusal: { code: "duplicate-note", errors: [{ pointer: "/notes/0/text" }] },
    });
    expect(stateOf(tenant)).toEqual(before);
    expect(auditLog(tenant)).toEqual([
      {
        seq: 1,
        action: "notes.write",
        outcome: "allowed",
        code: null,
        first_event: 1,
        last_event: 1,
        address: null,
      },
      {
        seq: 2,
        action: "notes.write",
        outcome: "refused",
        code: "duplicate-note",
        first_event: null,
        last_event: null,
        address: null,
      },
    ]);
  });

  it("is rolled back when a state exceeds 512 KiB, and leaves only alarms for the audit log", () => {
    const platform = openPlatform(readModelOnly);
    const tenant = platform.tenant();
    const before = stateOf(tenant);
    const result = tenant.core.execute(
      write([
        ["a", "small"],
        ["b", "x".repeat(513 * 1024)],
      ]),
    );
    expect(result).toMatchObject({ ok: false, refusal: { code: "too-large" } });
    // The daily comparison with the read model.
    expect(before.rows.schedules).toMatchObject([{ name: "verify" }]);
    const alarm = platform.clock.now() + 1_000;
    const trim = platform.clock.now() + auditRetentionMs;
    const schedules = [
      { name: "relay", due_at: alarm },
      { name: "trim-audit-log", due_at: trim },
      ...(before.rows.schedules ?? []),
    ];
    expect(stateOf(tenant)).toEqual({ ...before, alarm, rows: { ...before.rows, schedules } });
    expect(auditLog(tenant)).toMatchObject([{ outcome: "refused", code: "too-large" }]);
    expect(tenant.core.execute(write([["a", "small"]]))).toMatchObject({ ok: true, seq: 1 });
  });

  it("measures the state in bytes, as it is stored", () => {
    const tenant = openPlatform(readModelOnly).tenant();
    // 200,000 characters of three bytes each.
    expect(tenant.core.execute(write([["a", "€".repeat(200_000)]]))).toMatchObject({
      ok: false,
      refusal: { code: "too-large" },
    });
  });

  it("is rolled back when the code throws half-way, and the error is rethrown", () => {
    const tenant = openPlatform(readModelOnly).tenant();
    writeMany(tenant, 1);
    const before = stateOf(tenant);
    tenant.storage.run(
      "CREATE TRIGGER broken BEFORE INSERT ON audit_log BEGIN SELECT RAISE(ABORT, 'disk is full'); END",
    );
    expect(() => tenant.core.execute(write([["b", "two"]]))).toThrow();
    expect(stateOf(tenant)).toEqual(before);
  });

  it("is rolled back when its answer cannot be stored, so that every effect is known under its key", () => {
    const tenant = openPlatform(readModelOnly).tenant();
    writeMany(tenant, 1);
    const before = stateOf(tenant);
    tenant.storage.run(
      "CREATE TRIGGER broken BEFORE INSERT ON idempotency BEGIN SELECT RAISE(ABORT, 'disk is full'); END",
    );
    const key = { scope: "s", fingerprint: "f", retentionMs: 1_000 };
    expect(() => tenant.core.execute(write([["b", "two"]], { idempotency: key }))).toThrow();
    expect(stateOf(tenant)).toEqual(before);
  });
});

describe("a flood of refusals", () => {
  const flood = (tenant: LocalTenant, count: number, actor: Actor) => {
    for (let index = 0; index < count; index += 1)
      tenant.core.execute(write([["", "empty id"]], { actor, address: "198.51.100.9" }));
  };
  const entriesOf = (tenant: LocalTenant, kind: string) =>
    tenant.core.auditLogAfter(0, 200).items.filter(({ actor }) => actor.kind === kind);

  it("hides no refused attempt of staff", () => {
    const tenant = openPlatform(readModelOnly).tenant();
    flood(tenant, 1_000, anonymous);
    flood(tenant, 8, platformToken);
    expect(entriesOf(tenant, "system")).toHaveLength(8);
    expect(entriesOf(tenant, "customer")).toHaveLength(20);
  });

  it("becomes one entry with its count, which the alarm writes when the flood is over", async () => {
    const platform = openPlatform(readModelOnly);
    const tenant = platform.tenant();
    flood(tenant, 1_020, anonymous);
    const since = new Date(platform.clock.now()).toISOString();
    await platform.passTimeUntil(tenant, () => entriesOf(tenant, "customer").length === 21);
    expect(entriesOf(tenant, "customer").at(-1)).toMatchObject({
      action: "audit.countRefusals",
      outcome: "refused",
      code: null,
      counted: {
        refusals: 1_000,
        since,
        codes: { forbidden: 1_000 },
        operations: { "notes.write": 1_000 },
        addresses: { "198.51.100.9": 1_000 },
      },
    });
  });

  it("becomes one entry per minute while it goes on, and none is uncounted", () => {
    const platform = openPlatform(readModelOnly);
    const tenant = platform.tenant();
    for (let second = 0; second <= 180; second += 1) {
      flood(tenant, 10, anonymous);
      platform.clock.advance(1_000);
    }
    const entries = entriesOf(tenant, "customer");
    const counts = entries.flatMap(({ counted }) => counted?.refusals ?? []);
    expect(counts).toHaveLength(2);
    const single = entries.length - counts.length;
    expect(single).toBe(20 + 18);
    platform.clock.advance(60_000);
    flood(tenant, 1, platformToken);
    const all = entriesOf(tenant, "customer").map(({ counted }) => counted?.refusals ?? 1);
    expect(all.reduce((sum, count) => sum + count, 0)).toBe(1_810);
  });
});

describe("the audit log", () => {
  it("says who did what, with which events, without gaps, refusals among them", () => {
    const platform = openPlatform(readModelOnly);
    const tenant = platform.tenant();
    tenant.core.execute(
      write(
        [
          ["a", "one"],
          ["b", "two"],
        ],
        { address: "203.0.113.7" },
      ),
    );
    tenant.core.execute(write([["", "no id"]]));
    tenant.core.execute(write([["c", "three"]]));
    expect(auditLog(tenant)).toMatchObject([
      { seq: 1, outcome: "allowed", first_event: 1, last_event: 2, address: "203.0.113.7" },
      { seq: 2, outcome: "refused", code: "validation-failed" },
      { seq: 3, outcome: "allowed", first_event: 3, last_event: 3 },
    ]);
    expect(tenant.core.auditLogAfter(2, 10)).toMatchObject({ oldest: 1, head: 3, items: [{ seq: 3 }] });
  });

  it("records refusals of the edge", () => {
    const tenant = openPlatform(readModelOnly).tenant();
    const refused = {
      actor: { kind: "apiKey", id: "key_1" },
      action: "POST /v1/admin/notes",
      code: "forbidden",
    } as const;
    tenant.core.auditRefusal({ ...refused, correlationId: "01J00000000000000000000000" });
    expect(auditLog(tenant)).toMatchObject([
      { seq: 1, action: "POST /v1/admin/notes", outcome: "refused", code: "forbidden" },
    ]);
  });
});
