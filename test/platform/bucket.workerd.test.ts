import { env } from "cloudflare:workers";
import { expect, it } from "vitest";
import { openFiles } from "../../src/platform/files/bucket.ts";

const bytesOf = (text: string) => new Blob([text]).stream();

it("a file has the parts that the storage has: one that was replaced since makes none", async () => {
  const files = openFiles(env.MEDIA);
  const key = `${crypto.randomUUID()}/parts`;
  const begun = await files.beginParts(key, { mediaType: "text/plain" });
  const write = async (text: string) => {
    const tag = await files.writePart(key, begun, { number: 1, size: text.length, bytes: bytesOf(text) });
    return [{ number: 1, tag: tag ?? "" }];
  };
  const [older, newer] = [await write("older"), await write("newer")];
  expect(await files.joinParts(key, begun, older)).toBe(false);
  expect(await files.read(key)).toBeNull();
  expect(await files.joinParts(key, begun, newer)).toBe(true);
  // The answer to an attempt can be lost.
  expect(await files.joinParts(key, begun, newer)).toBe(true);
  expect(await new Response(await files.read(key)).text()).toBe("newer");
});
