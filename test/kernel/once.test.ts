import { expect, it } from "vitest";
import { openStorage } from "../../local/node/object-storage.ts";
import { oncePerCommand } from "../../src/kernel/write/once.ts";

it("a value is read once per command and key, an absent one too, and again for the next command", () => {
  const { database } = openStorage();
  const reads: string[] = [];
  const read = oncePerCommand((_, { now }: { readonly now: number }, key: string): string | undefined => {
    reads.push(`${now} ${key}`);
    return key === "absent" ? undefined : key;
  });
  const [first, second] = [{ now: 1 }, { now: 2 }];
  for (const context of [first, first, second])
    expect(["present", "absent"].map((key) => read(database, context, key))).toEqual(["present", undefined]);
  expect(reads).toEqual(["1 present", "1 absent", "2 present", "2 absent"]);
});
