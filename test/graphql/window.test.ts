import { describe, expect, it } from "vitest";
import { readWindow } from "../../src/graphql/fields/connection/window.ts";
import type { Signer } from "../../src/kernel/access/authenticator.ts";
import { type Keyset, pageOf } from "../../src/kernel/read/page.ts";
import { ok } from "../../src/kernel/values/result.ts";

/** Signs by repeating. */
const signer = {
  sign: async (_purpose: string, text: string) => Buffer.from(text).toString("base64url"),
  verify: async (_purpose: string, text: string, mac: string) =>
    mac === Buffer.from(text).toString("base64url"),
} as unknown as Signer;

/** A list of numbers from 1, with pages as operations have them. */
function listOf(length: number) {
  const all = Array.from({ length }, (_, index) => index + 1);
  return {
    signer,
    list: "numbers",
    readPage: async (limit: number, after: Keyset | null) => {
      const rows = all.filter((one) => one > Number(after?.[0] ?? 0)).slice(0, limit + 1);
      return ok(
        pageOf(
          rows,
          limit,
          (row) => [row],
          (row) => row,
        ),
      );
    },
  };
}

async function read(list: ReturnType<typeof listOf>, window: Parameters<typeof readWindow>[1]) {
  const result = await readWindow(list, window);
  if (!result.ok) return { code: result.refusal.code, errors: result.refusal.errors };
  const { items, hasNextPage, hasPreviousPage, cursorOf } = result.value;
  const cursors = await Promise.all(items.map((_, index) => cursorOf(index)));
  return { items, hasNextPage, hasPreviousPage, cursors };
}

describe("a connection's window", () => {
  it("is the beginning of the list if nothing is asked", async () => {
    expect(await read(listOf(25), {})).toMatchObject({
      items: expect.any(Array),
      hasNextPage: true,
      hasPreviousPage: false,
    });
    expect((await read(listOf(25), {})).items).toHaveLength(20);
  });

  it.each([1, 2, 3, 7, 100])("walks forward by %i without a gap or a double", async (first) => {
    const list = listOf(23);
    const seen: unknown[] = [];
    for (let after: string | undefined; ; ) {
      const {
        items = [],
        hasNextPage,
        cursors = [],
      } = await read(list, { first, ...(after === undefined ? {} : { after }) });
      seen.push(...items);
      if (hasNextPage !== true) break;
      after = cursors.at(-1);
    }
    expect(seen).toEqual(Array.from({ length: 23 }, (_, index) => index + 1));
  });

  it("goes on after any item of a page, not only the last", async () => {
    const list = listOf(150);
    const { cursors = [] } = await read(list, { first: 100 });
    expect((await read(list, { first: 3, after: cursors[1] ?? "" })).items).toEqual([3, 4, 5]);
    // The rest of the page and what comes after it are more than a page.
    expect((await read(list, { first: 60, after: cursors[59] ?? "" })).items?.slice(0, 2)).toEqual([61, 62]);
  });

  it.each([2, 3, 5])("walks back by %i to the beginning", async (last) => {
    const list = listOf(11);
    const forward = [];
    for (let after: string | null = null, more = true; more; ) {
      const page = await read(list, after === null ? { first: 4 } : { first: 4, after });
      forward.push(page);
      more = page.hasNextPage === true;
      after = page.cursors?.at(-1) ?? null;
    }
    const seen: unknown[] = [];
    let before = forward.at(-1)?.cursors?.at(-1) ?? "";
    for (let more = true; more; ) {
      const { items = [], hasPreviousPage, cursors = [] } = await read(list, { last, before });
      seen.unshift(...items);
      more = hasPreviousPage === true;
      before = cursors[0] ?? "";
    }
    expect(seen).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  });

  it("shows the end of a list that is a page, and says that it can't of a longer one", async () => {
    expect((await read(listOf(30), { last: 2 })).items).toEqual([29, 30]);
    expect(await read(listOf(101), { last: 2 })).toMatchObject({ code: "validation-failed" });
  });

  it.each([
    [{ first: 1, last: 1 }, "/query/last"],
    [{ first: 0 }, "/query/first"],
    [{ first: 101 }, "/query/first"],
    [{ last: -1 }, "/query/last"],
    [{ first: 1, before: "x" }, "/query/before"],
    [{ last: 1, after: "x" }, "/query/after"],
    [{ after: "forged" }, "/query/after"],
  ])("refuses %j", async (window, pointer) => {
    expect(await read(listOf(3), window)).toMatchObject({ errors: [{ pointer }] });
  });

  it("takes no cursor of another list", async () => {
    const { cursors = [] } = await read(listOf(3), { first: 1 });
    expect(await read({ ...listOf(3), list: "others" }, { after: cursors[0] ?? "" })).toMatchObject({
      code: "invalid-cursor",
    });
  });
});
