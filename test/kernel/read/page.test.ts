import { describe, expect, it } from "vitest";
import { fitted, isFitting } from "../../../src/kernel/read/fitted.ts";
import { pageLimits, pageOf } from "../../../src/kernel/read/page.ts";
import { sql } from "../../../src/kernel/storage/sql.ts";
import { openReadModel } from "../../support/node/read-model.ts";

const most = pageLimits.bytes.value;
const third = "x".repeat(Math.floor(most / 3) - 2);

/** A page of these texts, each under its index. */
const pageOfTexts = (texts: readonly (string | undefined)[], limit = 100) =>
  pageOf(
    texts.map((text, index) => ({ text, index })),
    limit,
    ({ index }) => [index],
    ({ text }) => text,
  );

describe("a page", () => {
  it("ends at its limit, and the next one starts after its last row", () => {
    expect(pageOfTexts(["a", "b", "c"], 2)).toEqual({ items: ["a", "b"], next: [1] });
    expect(pageOfTexts(["a", "b"], 2)).toEqual({ items: ["a", "b"], next: null });
  });

  it("ends before an item that makes it larger than 1 MiB", () => {
    expect(pageOfTexts([third, third, third])).toMatchObject({ next: null });
    const page = pageOfTexts([third, third, `${third}xxx`, "a"]);
    expect(page.items).toHaveLength(2);
    expect(page.next).toEqual([1]);
  });

  it("counts bytes, not characters", () => {
    const page = pageOfTexts(["é".repeat(most / 4), "é".repeat(most / 4)]);
    expect(page.items).toHaveLength(1);
    expect(page.next).toEqual([0]);
  });

  it("has one item at least, however large", () => {
    const page = pageOfTexts(["a".repeat(2 * most), "b"]);
    expect(page.items).toHaveLength(1);
    expect(page.next).toEqual([0]);
  });

  it("skips rows without an item, and goes on after them", () => {
    expect(pageOfTexts([undefined, "a", undefined, "b"], 3)).toEqual({ items: ["a"], next: [2] });
  });

  it("is empty without rows", () => {
    expect(pageOfTexts([])).toEqual({ items: [], next: null });
  });
});

describe("rows that are read for a page", () => {
  const fits = async (sizes: readonly number[]) => {
    const rows = sql`SELECT key AS id, value AS bytes FROM json_each(${JSON.stringify(sizes)})`;
    const { text, params } = fitted(rows, sql`id`);
    return (await openReadModel().all({ sql: text, params })).map(isFitting);
  };

  it("fit as long as their sum does", async () => {
    expect(await fits([most / 2, most / 2, 1])).toEqual([true, true, false]);
  });

  it("fit no more after the first that doesn't, however small", async () => {
    expect(await fits([most - 10, 20, 1])).toEqual([true, false, false]);
  });

  it("fit if they are the first", async () => {
    expect(await fits([2 * most, 1])).toEqual([true, false]);
  });
});
