import { expect, it } from "vitest";
import { openFile } from "../../../../src/modules/product-files/jobs/upload/split.ts";

const parts = Array.from({ length: 5 }, (_, index) => new Uint8Array(10).fill(index));

it("a file is passed on from its beginning", async () => {
  const opened = await openFile(ReadableStream.from(parts), 25);
  expect(opened.isShort).toBe(false);
  expect(await Array.fromAsync(opened.file)).toEqual(parts);
});

it("a file that is read no further is still received to its end, so that its sender reads the answer", async () => {
  const opened = await openFile(ReadableStream.from(parts), 0);
  for await (const _ of opened.file) break;
  expect(opened.bytes()).toBe(50);
});

it("a file whose sender goes away ends there", async () => {
  async function* broken() {
    yield* parts.slice(0, 2);
    throw new Error("gone");
  }
  const opened = await openFile(ReadableStream.from(broken()), 0);
  for await (const _ of opened.file) break;
  expect(opened.bytes()).toBeLessThan(50);
});
