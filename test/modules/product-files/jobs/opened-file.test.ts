import { expect, it } from "vitest";
import { openFile } from "../../../../src/modules/product-files/jobs/upload/split.ts";

/** A body that arrives in parts, and breaks off where there is none. */
function sent(parts: readonly (Uint8Array | null)[]): ReadableStream<Uint8Array> {
  const left = [...parts];
  return new ReadableStream<Uint8Array>({
    pull(controller) {
      const part = left.shift();
      if (part === null) controller.error(new Error("gone"));
      else if (part === undefined) controller.close();
      else controller.enqueue(part);
    },
  });
}

const parts = Array.from({ length: 5 }, (_, index) => new Uint8Array(10).fill(index));

it("a file is passed on from its beginning", async () => {
  const opened = await openFile(sent(parts), 25);
  expect(opened.isShort).toBe(false);
  expect(await Array.fromAsync(opened.file)).toEqual(parts);
});

it("a file that is read no further is still received to its end, so that its sender reads the answer", async () => {
  const opened = await openFile(sent(parts), 0);
  for await (const _ of opened.file) break;
  expect(opened.bytes()).toBe(50);
});

it("a file whose sender goes away ends there", async () => {
  const opened = await openFile(sent([...parts.slice(0, 2), null]), 0);
  for await (const _ of opened.file) break;
  expect(opened.bytes()).toBeLessThan(50);
});
