import { describe, expect, it, vi } from "vitest";
import { keepInCache } from "../../../src/http/delivery/cache.ts";
import { deliverableOf } from "../../../src/http/delivery/deliverable.ts";
import { planOf } from "../../../src/http/delivery/rendered.ts";
import { deliver } from "../../../src/http/delivery/response.ts";
import type { Scope } from "../../../src/http/scope.ts";
import type { ImageEngine } from "../../../src/platform/images/image.ts";
import { bucketWith, imageFile, small } from "../../support/media/bucket.ts";

type Render = ImageEngine["render"];

/** Asks for a small rendition of a file, from an engine that renders so. */
async function ask(id: string, render: Render) {
  const file = imageFile(id);
  const engine: ImageEngine = { formats: ["png"], takes: () => true, render };
  const { bucket } = bucketWith({ [file.key]: "original" });
  const put = vi.fn<(...sent: readonly unknown[]) => Promise<void>>(async () => undefined);
  vi.stubGlobal("caches", { default: { put } });
  const request = new Request("https://shop.example/media/a");
  const scope = { env: { MEDIA: bucket, READ_CACHE: "on" }, now: Date.now(), request, background() {} };
  // Delivery looks at nothing else.
  const seen = scope as unknown as Scope;
  const deliverable = await deliverableOf(seen, file, planOf(file, small, engine), engine);
  const response = await deliver(request, file, deliverable);
  if (response === null) throw new Error("nothing is delivered");
  const kept = keepInCache(seen, file, "small", deliverable, response);
  vi.unstubAllGlobals();
  return {
    text: await kept.text(),
    lifetime: kept.headers.get("Cache-Control"),
    puts: put.mock.calls.length,
  };
}

const forEver = "public, max-age=31536000, immutable";

describe("a file that stands in for its rendition", () => {
  it("is kept for a minute and by no data center, if the rendition fails for a passing reason", async () => {
    const outage: Render = async () => Promise.reject(new Error("the service is away"));
    const standIn = { text: "original", lifetime: "public, max-age=60", puts: 0 };
    expect(await ask("passing", outage)).toEqual(standIn);
    expect(await ask("passing", outage)).toEqual(standIn);
  });

  it("is kept as any file, if nothing can ever be made of it", async () => {
    const animated: Render = async () => null;
    expect(await ask("animated", animated)).toEqual({ text: "original", lifetime: forEver, puts: 1 });
    expect(await ask("animated", animated)).toEqual({ text: "original", lifetime: forEver, puts: 1 });
  });

  it("gives way when the rendition can be made", async () => {
    const made: Render = async () => new TextEncoder().encode("made");
    expect(await ask("made", made)).toEqual({ text: "made", lifetime: forEver, puts: 1 });
  });
});
