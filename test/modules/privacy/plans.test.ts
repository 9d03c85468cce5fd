import { expect, it } from "vitest";
import { eraseRows } from "../../../src/modules/audit/erased-rows.ts";
import { openErasureShop } from "./given.ts";

/** The steps of a plan that read a whole table. Lists in parameters are no tables. */
const scans = (rows: readonly Record<string, unknown>[]) =>
  rows
    .map(({ detail }) => String(detail))
    .filter((step) => /^SCAN (?!one\b|gone\b|found\b|json_each|found|\(|value)/.test(step));

it("an erasure finds entries, carts and orders in the object by indexes", () => {
  const { tenant } = openErasureShop();
  const plan = (sql: string) => tenant.storage.rows(`EXPLAIN QUERY PLAN ${sql}`);
  for (const sql of [
    "SELECT * FROM audit_log WHERE subject IN ('a') AND erased_by IS NULL ORDER BY seq LIMIT 500",
    "SELECT id FROM carts WHERE email IS NOT NULL AND lower(email) = 'a' LIMIT 500",
    "SELECT id FROM carts WHERE customer_id = 'a'",
    "SELECT * FROM customer_erasures WHERE completed_at IS NULL ORDER BY requested_at, customer_id LIMIT 1",
    "SELECT id FROM customer_merges WHERE merged_into = 'a'",
  ])
    expect(
      scans(plan(sql)).filter((step) => !step.includes("USING INDEX")),
      sql,
    ).toEqual([]);
});

it("an erasure finds rows of the audit trail by indexes", () => {
  const { platform } = openErasureShop();
  const entry = {
    seq: 2,
    epoch: 1,
    at: "",
    actor: { kind: "system" as const },
    action: "",
    outcome: "allowed" as const,
  };
  const more = { code: null, target: null, changes: [], correlationId: "", traceId: null, address: null };
  const erases = {
    resources: ["a"],
    entries: [{ epoch: 1, seq: 1, hash: null, digest: "", hasRequest: false }],
  };
  for (const { sql, params } of eraseRows([{ ...entry, ...more, erases }], "ten_a")) {
    const rows = platform.readModel.rows(`EXPLAIN QUERY PLAN ${sql}`, ...(params as string[]));
    expect(scans(rows), sql).toEqual([]);
  }
});
