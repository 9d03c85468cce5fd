import { DatabaseSync } from "node:sqlite";
import { expect, it, vi } from "vitest";
import { platformToken } from "../../../src/kernel/access/actor.ts";
import type { Statement } from "../../../src/kernel/storage/storage.ts";
import {
  selectAllDeadLetters,
  selectAllOpenCounts,
  selectLacking,
  selectOpenCounts,
  selectOpenKinds,
  selectReached,
} from "../../../src/projection/failures/dead-letter-reads.ts";
import { settleByRebuild } from "../../../src/projection/failures/dead-letters.ts";
import { selectPositionsOf } from "../../../src/projection/positions/positions.ts";
import { openPlatform } from "../../support/node/platform.ts";
import { writeMany } from "../../support/node/requests.ts";

const all = { status: null, subscription: null };
const written = { epoch: 1, seq: 9, correlationId: "01J0", aggregate: ["note", "a"] as const };

it.each<[string, Statement, RegExp]>([
  ["dead letters of all tenants", selectAllDeadLetters(all, null, 20), /INDEX dead_letters_newest \(id<\?\)/],
  [
    "open dead letters of all tenants",
    selectAllDeadLetters({ ...all, status: "open" }, null, 20),
    /INDEX dead_letters_open_newest \(id<\?\)/,
  ],
  ["what the open ones are about", selectOpenKinds(200), /INDEX dead_letters_open_newest/],
  [
    "how many are open of some tenants",
    selectOpenCounts(["ten_1", "ten_2"]),
    /INDEX dead_letters_open \(tenant_id=\?\)/,
  ],
  ["positions of some tenants", selectPositionsOf(["ten_1", "ten_2"]), /PRIMARY KEY \(tenant_id=\?\)/],
  [
    "what a reader's token needs",
    selectReached("ten_1", 1, 9),
    /dead_letters_open \(tenant_id=\? AND subscription=\?/,
  ],
  [
    "what a reader lacks",
    selectLacking("ten_1", written),
    /dead_letters_open \(tenant_id=\? AND subscription=\?/,
  ],
  [
    "what a rebuild settles",
    settleByRebuild("ten_1", { id: "rbd_1", epoch: 1, head: 9 }, ""),
    /dead_letters_open \(tenant_id=\? AND subscription=\?/,
  ],
])("%s are found by an index, without sorting", async (_, statement, index) => {
  const { readModel } = openPlatform();
  const rows = await readModel.all({ ...statement, sql: `EXPLAIN QUERY PLAN ${statement.sql}` });
  const plan = rows.map(({ detail }) => String(detail)).join("\n");
  expect(plan).toMatch(index);
  expect(plan).not.toMatch(/TEMP B-TREE/);
});

it("open ones of all tenants are counted from an index alone, no more than asked for, a row for each subscription", async () => {
  const { readModel } = openPlatform();
  const statement = selectAllOpenCounts(5);
  const plan = await readModel.all({ ...statement, sql: `EXPLAIN QUERY PLAN ${statement.sql}` });
  expect(plan.map(({ detail }) => detail)).toContain(
    "SCAN dead_letters USING COVERING INDEX dead_letters_open",
  );
  for (let index = 0; index < 9; index += 1)
    readModel.run(
      `INSERT INTO dead_letters (tenant_id, id, subscription, epoch, seq, type, version, aggregate_type, aggregate_id,
aggregate_version, correlation_id, occurred_at, attempts, error, failed_at, status)
VALUES ('ten_${index}', 'dl_${index}', '${index < 3 ? "read-model" : `webhooks.deliver/wh_${index}`}', 1, 1, 'a', 1, 'b', 'c', 1, 'd', 'e', 5, 'f', 'g', 'open')`,
    );
  const counts = async (limit: number) => await readModel.all(selectAllOpenCounts(limit));
  expect(await counts(100)).toEqual([
    { subscription: "read-model", count: 3 },
    { subscription: "webhooks.deliver", count: 6 },
  ]);
  expect((await counts(5)).map(({ count }) => Number(count)).reduce((sum, count) => sum + count)).toBe(5);
});

it.each([
  [
    "a request",
    { request: "01J00000000000000000000000" },
    /INDEX events_correlation \(correlation_id=\? AND seq>\?/,
  ],
  [
    "a correlation",
    { correlation: "01J00000000000000000000000" },
    /INDEX events_correlation \(correlation_id=\?/,
  ],
  ["a trace", { trace: "0af7651916cd43dd8448eb211c80319c" }, /INDEX events_trace \(<expr>=\? AND seq>\?/],
])("events of %s are found by an index, however long the log is", (_, filter, index) => {
  const tenant = openPlatform().tenant();
  writeMany(tenant, 1);
  const prepare = vi.spyOn(DatabaseSync.prototype, "prepare");
  tenant.core.ask({ query: "ops.events", input: filter, actor: platformToken });
  const sql = prepare.mock.calls.map(([text]) => text).find((text) => / AS fits/.test(text)) ?? "";
  prepare.mockRestore();
  const plan = tenant.storage.rows(`EXPLAIN QUERY PLAN ${sql.replaceAll("?", "NULL")}`);
  expect(plan.map(({ detail }) => String(detail)).join("\n")).toMatch(index);
});
