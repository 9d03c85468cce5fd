import { describe, expect, it } from "vitest";
import type { Row, Statement } from "../../../src/kernel/storage/storage.ts";
import { positionedReads } from "../../../src/projection/positions/positioned-reads.ts";

/** A read model with a row for each statement, at this position. It counts the round trips. */
function open(position: Row | null = { epoch: 2, seq: 7, revision: 9 }) {
  const trips: number[] = [];
  const answer = ({ sql }: Statement): readonly Row[] => {
    if (!sql.includes("FROM positions")) return [{ sql }];
    return position === null ? [] : [position];
  };
  const inner = {
    async all(statement: Statement) {
      trips.push(1);
      return answer(statement);
    },
    async batch(statements: readonly Statement[]) {
      trips.push(statements.length);
      return statements.map(answer);
    },
  };
  return { ...positionedReads(inner, "ten_1"), trips };
}
const read = (sql: string): Statement => ({ sql, params: [] });

describe("where the read model is", () => {
  it("is read together with the first read, in one round trip, and not again", async () => {
    const { model, revision, trips } = open();
    expect(revision()).toBeNull();
    expect(await model.all(read("one"))).toEqual([{ sql: "one" }]);
    expect(revision()).toEqual({ epoch: 2, seq: 7, revision: 9 });
    expect(await model.all(read("two"))).toEqual([{ sql: "two" }]);
    expect(await model.batch([read("three"), read("four")])).toEqual([[{ sql: "three" }], [{ sql: "four" }]]);
    expect(trips).toEqual([2, 1, 2]);
  });

  it("is read together with the first batch", async () => {
    const { model, revision, trips } = open({ epoch: 1, seq: 3, revision: null });
    expect(await model.batch([read("one"), read("two")])).toEqual([[{ sql: "one" }], [{ sql: "two" }]]);
    expect(revision()).toEqual({ epoch: 1, seq: 3, revision: 0 });
    expect(trips).toEqual([3]);
  });

  it("is before everything if nothing of the tenant was projected", async () => {
    const { model, revision } = open(null);
    await model.all(read("one"));
    expect(revision()).toEqual({ epoch: 0, seq: 0, revision: 0 });
  });

  it("is where it was with the first of two reads at once", async () => {
    let seq = 0;
    const inner = {
      all: async () => [],
      batch: async () => {
        seq += 1;
        return [[{ epoch: 1, seq, revision: seq }], []];
      },
    };
    const { model, revision } = positionedReads(inner, "ten_1");
    await Promise.all([model.all(read("one")), model.all(read("two"))]);
    expect(revision()).toEqual({ epoch: 1, seq: 1, revision: 1 });
  });
});
