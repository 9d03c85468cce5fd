import fc from "fast-check";
import { expect, it, vi } from "vitest";
import { openShop } from "../../../support/node/shop.ts";
import { type Change, changing, someChange } from "./changes.ts";
import { hasChanged, type Kept, keep, readsOf } from "./reads.ts";

vi.setConfig({ testTimeout: 240_000 });

/** What a shop begins with, so that changes find something to change. */
const opening: readonly Change[] = [
  ["settings", 0, 0, 2],
  ["create", 0, 0, 2],
  ["create", 1, 1, 0],
  ["create", 0, 2, 1],
  ["group", 0, 0, 0],
  ["group", 1, 0, 1],
  ["group", 1, 1, 2],
  ["parent", 2, 1, 1],
  ["members", 0, 0, 2],
  ["members", 1, 1, 2],
];

/** What chance rarely brings about. */
const rare: readonly (readonly (readonly Change[])[])[] = [
  // A product gets another handle, is taken off sale, and comes back. Then its former handle redirects.
  [[["handle", 0, 0, 3]], [["status", 0, 1, 0]], [["status", 0, 0, 0]]],
  // A product with a former handle is deleted.
  [[["handle", 0, 0, 3]], [["delete", 0, 0, 0]]],
  // The shop no longer sells in a currency, or in a language.
  [[["settings", 0, 1, 0]], [["settings", 0, 0, 0]]],
];

/** Keeps every answer until its tags say that it has changed. Returns the answers that were out of date before. */
async function outdated(batches: readonly (readonly Change[])[]): Promise<readonly string[]> {
  const shop = openShop();
  const { apply } = changing(shop);
  const reads = readsOf(shop);
  const keptByName = new Map<string, Kept>();
  const found: string[] = [];
  for (const [index, batch] of [opening, ...batches].entries()) {
    for (const change of batch) apply(change);
    await shop.platform.deliverAll();
    const isChanged = await hasChanged(shop);
    for (const read of reads) {
      const kept = keptByName.get(read.name);
      if (kept === undefined || isChanged(kept)) {
        keptByName.set(read.name, await keep(shop, read));
        continue;
      }
      const { text } = await read.answer();
      if (text !== kept.text) found.push(`${index}: ${read.name}\n  was ${kept.text}\n  is  ${text}`);
    }
  }
  return found;
}

it("whatever staff changes, no kept answer of the store is out of date without one of its cache tags having changed", async () => {
  const runs = Number(process.env.CACHE_TAG_RUNS ?? 6);
  const batches = fc.array(fc.array(someChange, { minLength: 1, maxLength: 3 }), {
    minLength: 3,
    maxLength: 12,
  });
  await fc.assert(
    fc.asyncProperty(batches, async (changes) => {
      expect(await outdated(changes)).toEqual([]);
    }),
    {
      numRuns: runs,
      examples: rare.map((changes) => [changes]),
      seed: Number(process.env.CACHE_TAG_SEED ?? 61),
    },
  );
});
