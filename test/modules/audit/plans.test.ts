import { expect, it } from "vitest";
import type { Statement } from "../../../src/kernel/storage/storage.ts";
import { type AuditFilter, readAuditPage } from "../../../src/modules/audit/view.ts";
import { openPlatform } from "../../support/node/platform.ts";

const everything: AuditFilter = {
  actor: null,
  resource: null,
  type: null,
  outcome: null,
  request: null,
  trace: null,
  from: null,
  to: null,
};

interface Step {
  readonly parent: number;
  readonly detail: string;
}

/** How the database goes about the search, step by step. */
async function planOf(filter: Partial<AuditFilter>): Promise<readonly Step[]> {
  const { readModel } = openPlatform();
  const seen: Statement[] = [];
  const recording = {
    ...readModel,
    all: async (statement: Statement) => {
      seen.push(statement);
      return readModel.all(statement);
    },
  };
  await readAuditPage(recording, "ten_1", { ...everything, ...filter, after: null, limit: 20 });
  const [statement = { sql: "", params: [] }] = seen;
  const rows = await readModel.all({ ...statement, sql: `EXPLAIN QUERY PLAN ${statement.sql}` });
  return rows.map(({ parent, detail }) => ({ parent: Number(parent), detail: String(detail) }));
}

it.each([
  ["the whole of a tenant's time", {}, /USING INDEX audit_time/],
  ["one actor", { actor: "key_1" }, /USING INDEX audit_actor/],
  ["one request", { request: "01J0" }, /USING INDEX audit_correlation/],
  ["one trace", { trace: "0af7" }, /USING INDEX audit_trace/],
  [
    "one thing",
    { resource: "prod_1" },
    /audit_resources|USING PRIMARY KEY \(tenant_id=\? AND resource_id=\?/,
  ],
])(
  "a search in the audit trail by %s reads only that, newest first, without sorting",
  async (_, filter, index) => {
    const plan = await planOf(filter);
    expect(plan.map(({ detail }) => detail).join("\n")).toMatch(index);
    // The sizes are read in the order of an index. What is sorted after that is a page.
    const sizes = plan.find(({ detail }) => index.test(detail))?.parent;
    expect(plan.filter(({ parent, detail }) => parent === sizes && /TEMP B-TREE/.test(detail))).toEqual([]);
    const scans = plan.filter(({ detail }) => /SCAN (?!\w+ VIRTUAL|page\b|\(subquery)/.test(detail));
    expect(scans).toEqual([]);
  },
);
