import { describe, expect, it } from "vitest";
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

  it("is rolled back when a state exceeds 512 KiB, and leaves only an alarm for the audit log's subscription", () => {
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
    expect(before.alarm).toBeNull();
    const alarm = platform.clock.now() + 1_000;
    const schedules = [{ name: "relay", due_at: alarm }];
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

  it("samples a flood of refusals in the audit log: twenty at once, then ten a second", () => {
    const platform = openPlatform(readModelOnly);
    const tenant = platform.tenant();
    const refusals = (count: number) => {
      for (let index = 0; index < count; index += 1) tenant.core.execute(write([["", "empty id"]]));
      return auditLog(tenant).length;
    };
    expect(refusals(100)).toBe(20);
    platform.clock.advance(500);
    expect(refusals(100)).toBe(25);
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
    const entry = {
      actor: { kind: "apiKey", id: "key_1" },
      action: "POST /v1/admin/notes",
      outcome: "refused",
      code: "forbidden",
    } as const;
    tenant.core.auditLog({ ...entry, correlationId: "01J00000000000000000000000" });
    expect(auditLog(tenant)).toMatchObject([
      { seq: 1, action: "POST /v1/admin/notes", outcome: "refused", code: "forbidden" },
    ]);
  });
});
