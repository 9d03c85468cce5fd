import { expect, it } from "vitest";
import { auditRetentionMs } from "../../../src/kernel/delivery/audit.ts";
import { openPlatform } from "../../support/node/platform.ts";
import { write } from "../../support/node/requests.ts";

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

function opened() {
  const platform = openPlatform();
  return { clock: platform.clock, tenant: platform.tenant() };
}
