import { sql } from "drizzle-orm";
import { expect, it } from "vitest";
import { auditRetentionMs } from "../../../src/kernel/delivery/audit.ts";
import { defineReaction } from "../../../src/kernel/delivery/reaction.ts";
import { modules } from "../../../src/modules.ts";
import { openPlatform } from "../../support/node/platform.ts";
import { write } from "../../support/node/requests.ts";
import { notes, noteWritten } from "../../support/notes/index.ts";

const day = 24 * 60 * 60 * 1000;

it("what a write leaves to do later is due when it says, and not before", () => {
  const { clock, tenant } = opened();
  const now = clock.now();
  const idempotency = { scope: "caller and key", fingerprint: "request", retentionMs: day };
  expect(tenant.core.execute(write([["a", "one"]], { idempotency })).ok).toBe(true);
  const due = new Map(
    tenant.storage.rows("SELECT name, due_at FROM schedules").map((row) => [row.name, Number(row.due_at)]),
  );
  expect(due.get("expire")).toBe(now + day);
  expect(due.get("trim")).toBe(now + 7 * day);
  expect(due.get("trim-audit-log")).toBe(now + auditRetentionMs);
  expect(due.get("relay")).toBeGreaterThan(now);
});

it("a command that changes nothing leaves no events to trim", () => {
  const { tenant } = opened();
  expect(tenant.core.execute(write([]))).toMatchObject({ ok: true, seq: null });
  expect(tenant.storage.rows("SELECT name FROM schedules WHERE name = 'trim'")).toEqual([]);
});

it("a target of a reaction has its subscription as soon as a command adds it, with an event or without", () => {
  const watchers = defineReaction({
    name: "notes.watchers",
    consumes: [noteWritten],
    targets: (database) => database.all(sql`SELECT id FROM notes`),
    key: ({ aggregate }) => aggregate.id,
    react: async () => [],
  });
  const tenant = openPlatform([...modules, { ...notes, reactions: [...notes.reactions, watchers] }]).tenant();
  const targets = () =>
    tenant.storage
      .rows("SELECT name FROM subscriptions WHERE name LIKE 'notes.%' ORDER BY name")
      .map(({ name }) => name);
  tenant.core.execute(write([["a", "one"]]));
  expect(targets()).toEqual(["notes.watchers/a"]);
  const input = { id: "ada", url: "https://ada.example/" };
  tenant.core.execute({ ...write([]), command: "notes.addReader", input });
  expect(targets()).toEqual(["notes.readers/ada", "notes.watchers/a"]);
});

function opened() {
  const platform = openPlatform();
  return { clock: platform.clock, tenant: platform.tenant() };
}
