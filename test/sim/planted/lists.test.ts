import { describe, expect, it } from "vitest";
import type { Keyset } from "../../../src/kernel/read/page.ts";
import { ok } from "../../../src/kernel/values/result.ts";
import { findWith } from "./support/find.ts";
import { reading } from "./support/reading.ts";

interface Asked {
  readonly after: Keyset | null;
  readonly limit: number;
}

const missed = /^a list that is walked (?:shows no row twice|loses no row)$/;

describe("the simulator finds", { timeout: 300_000 }, () => {
  it("a cursor that counts rows, so that new ones move the others to the next page", async () => {
    const modules = reading("audit.readEntries", async (list, model, input, context) => {
      // The list has just parsed it.
      const { after, limit, ...rest } = input as Asked;
      const from = Number(after?.[0] ?? 0);
      const all = await list.run(model, { ...rest, after: null, limit: 100 }, context);
      if (!all.ok) return all;
      const { items } = all.value;
      const next = from + limit < items.length ? [from + limit] : null;
      return ok({ ...all.value, items: items.slice(from, from + limit) as unknown as typeof items, next });
    });
    const { violation } = await findWith({ modules }, { first: 2 });
    expect(violation?.invariant).toMatch(missed);
  });

  it("a cursor without what tells rows of one title apart", async () => {
    const modules = reading("catalogue.listProducts", (list, model, input, context) => {
      const { after, ...rest } = input as Asked;
      const [title, , ...more] = after ?? [];
      const cut = title === undefined || more.length === 0 ? after : [title, "~", ...more];
      return list.run(model, { ...rest, after: cut }, context);
    });
    const { violation } = await findWith({ modules });
    expect(violation?.invariant).toMatch(missed);
  });
});
