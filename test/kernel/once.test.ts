import { expect, it } from "vitest";
import { openStorage } from "../../local/node/object-storage.ts";
import type { Context } from "../../src/kernel/write/command.ts";
import { oncePerCommand } from "../../src/kernel/write/once.ts";

// Any tenant will do.
const context = () => ({ tenantId: "ten_01J00000000000000000000000" as Context["tenantId"] });

it("a value is read once per command, an absent one too, and again for the next command", () => {
  const { database } = openStorage();
  let reads = 0;
  const read = oncePerCommand(() => {
    reads += 1;
    return undefined;
  });
  const [first, second] = [context(), context()];
  read(database, first);
  read(database, first);
  expect(reads).toBe(1);
  read(database, second);
  expect(reads).toBe(2);
});
