import { expect, it } from "vitest";
import { planOf, rendered } from "../../../src/http/delivery/rendered.ts";
import type { ImageEngine } from "../../../src/platform/images/image.ts";
import { bucketWith, imageFile, small } from "../../support/media/bucket.ts";

it("a rendition that another request has made during the wait is not made again", async () => {
  const file = imageFile("waiting");
  const { bucket, byKey } = bucketWith({ [file.key]: "original" });
  let opened = 0;
  const engine: ImageEngine = {
    formats: ["png"],
    takes: () => true,
    async render(open) {
      byKey.set("tenant/waiting/r/64x64-contain.png", "made by another");
      if ((await open(true)) !== null) opened += 1;
      return null;
    },
  };
  const plan = planOf(file, small, engine);
  if (plan === null) throw new Error("nothing is planned");
  const bytes = await rendered(bucket, file, plan, engine, Date.now());
  expect(new TextDecoder().decode(bytes as Uint8Array)).toBe("made by another");
  expect(opened).toBe(0);
});
