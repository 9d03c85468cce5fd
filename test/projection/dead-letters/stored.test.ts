import { describe, expect, it } from "vitest";
import {
  selectAllDeadLetters,
  selectAllOpenCounts,
  selectOpenCounts,
  selectOpenKinds,
} from "../../../src/projection/failures/dead-letter-reads.ts";
import { type DeadLetter, reportOf, setAside } from "../../../src/projection/failures/dead-letters.ts";
import { openReadModel } from "../../support/node/read-model.ts";
import { auditEntry, noteEvent, tenantId } from "../given.ts";

const failedAt = Date.parse("2026-03-01T13:00:00Z");

function letterOf(item: DeadLetter["item"], more: Partial<DeadLetter> = {}): DeadLetter {
  const id = `dl_${item.seq}`;
  return {
    id,
    tenantId,
    subscription: "read-model",
    item,
    attempts: 5,
    error: "Error: no",
    failedAt,
    ...more,
  };
}

/** A read model with these dead letters in it. */
async function openWith(...letters: readonly DeadLetter[]) {
  const readModel = openReadModel();
  await readModel.batch(letters.map(setAside));
  const idsOf = async (...asked: Parameters<typeof selectAllDeadLetters>) =>
    (await readModel.all(selectAllDeadLetters(...asked))).map(({ id }) => id);
  return { readModel, idsOf };
}

describe("the dead letter of an event", () => {
  it("names the event and its aggregate", async () => {
    const letter = letterOf(noteEvent(7));
    const { readModel } = await openWith(letter);
    expect(readModel.rows("SELECT * FROM dead_letters")).toMatchObject([
      {
        type: "notes.note.written",
        version: 2,
        aggregate_type: "note",
        aggregate_id: "n7",
        aggregate_version: 1,
        correlation_id: "request 7",
        occurred_at: "2026-03-01T12:00:00.000Z",
        failed_at: "2026-03-01T13:00:00.000Z",
        status: "open",
      },
    ]);
    expect(reportOf(letter)).toMatchObject({ type: "notes.note.written", aggregate: "note/n7" });
  });

  it("is the same one when the event fails again", async () => {
    const again = letterOf(noteEvent(7), { id: "dl_other", attempts: 6, error: "Error: another" });
    const { readModel } = await openWith(letterOf(noteEvent(7)), again);
    expect(readModel.rows("SELECT id, attempts, error FROM dead_letters")).toEqual([
      { id: "dl_7", attempts: 6, error: "Error: another" },
    ]);
  });
});

describe("the dead letter of an audit log entry", () => {
  it("names the action, and no aggregate", async () => {
    const letter = letterOf(auditEntry(7), { subscription: "audit" });
    const { readModel } = await openWith(letter);
    expect(readModel.rows("SELECT * FROM dead_letters")).toMatchObject([
      {
        type: "notes.write",
        version: 1,
        aggregate_type: null,
        aggregate_id: null,
        aggregate_version: null,
        occurred_at: "2026-03-01T12:00:00.000Z",
      },
    ]);
    expect(reportOf(letter)).toMatchObject({ seq: 7, type: "notes.write", aggregate: null });
  });
});

describe("an operator", () => {
  const any = { status: null, subscription: null };
  const letters = [
    letterOf(noteEvent(1)),
    letterOf(noteEvent(2), { tenantId: "ten_02" }),
    letterOf(noteEvent(3), { subscription: "mail" }),
  ];

  it("sees the dead letters of all tenants, the newest first, page by page", async () => {
    const { idsOf } = await openWith(...letters);
    expect(await idsOf(any, null, 2)).toEqual(["dl_3", "dl_2"]);
    expect(await idsOf(any, "dl_2", 2)).toEqual(["dl_1"]);
  });

  it("sees only the open ones, or those of one subscription", async () => {
    const { readModel, idsOf } = await openWith(...letters);
    readModel.run("UPDATE dead_letters SET status = 'discarded' WHERE id = 'dl_2'");
    expect(await idsOf({ ...any, status: "open" }, null, 9)).toEqual(["dl_3", "dl_1"]);
    expect(await idsOf({ ...any, status: "discarded" }, null, 9)).toEqual(["dl_2"]);
    expect(await idsOf({ ...any, subscription: "mail" }, null, 9)).toEqual(["dl_3"]);
  });

  it("sees how many are open in each tenant's subscriptions, and what they are about", async () => {
    const { readModel } = await openWith(...letters);
    readModel.run("UPDATE dead_letters SET status = 'replayed' WHERE id = 'dl_1'");
    expect(await readModel.all(selectOpenCounts([tenantId, "ten_02"]))).toEqual([
      { tenant_id: tenantId, subscription: "mail", count: 1 },
      { tenant_id: "ten_02", subscription: "read-model", count: 1 },
    ]);
    expect(await readModel.all(selectOpenCounts(["ten_02"]))).toHaveLength(1);
    expect(await readModel.all(selectAllOpenCounts(10_000))).toEqual([
      { subscription: "mail", count: 1 },
      { subscription: "read-model", count: 1 },
    ]);
    expect((await readModel.all(selectOpenKinds(200))).map((row) => row.subscription)).toEqual([
      "mail",
      "read-model",
    ]);
    expect(await readModel.all(selectOpenKinds(1))).toHaveLength(1);
    readModel.run("UPDATE dead_letters SET status = 'discarded'");
    expect(await readModel.all(selectOpenKinds(200))).toEqual([]);
  });
});
