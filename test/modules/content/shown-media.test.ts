import { expect, it } from "vitest";
import { openShop, type Shop } from "../../support/node/shop.ts";
import { exportOf, importInto } from "../transfers/given.ts";

const file = { name: "lamp.png", mediaType: "image/png", size: 10, width: 8, height: 6 };
const upload = { name: file.name, declared: null, size: file.size, inParts: false };
const titled = (body?: string) => ({ translations: [{ locale: "en", title: "Lamp", body }] });

function uploaded(shop: Shop) {
  const { id } = Object(shop.must("media.beginUpload", upload));
  const { url } = Object(shop.must("media.recordFile", { id, ...file }));
  return { id: String(id), url: String(url) };
}

const removal = (shop: Shop, id: string) => shop.run("media.deleteMedia", { id, force: false });
const inUse = { ok: false, refusal: { code: "media-in-use" } };

it.each([
  ["the image of a post", "Post", ({ id }: { id: string }) => ({ ...titled(), featuredMedia: id })],
  ["in the text of a page", "Page", ({ url }: { url: string }) => titled(`![A lamp](${url}?w=320)`)],
  [
    "in a block of a page",
    "Page",
    ({ url }: { url: string }) => ({
      ...titled(),
      blocks: [{ type: "hero", data: { title: "Lamps", image: { url } } }],
    }),
  ],
])("a file that is %s is kept until it is shown no more", (_, kind, inputOf) => {
  const shop = openShop();
  const shown = uploaded(shop);
  const { id } = Object(shop.must(`content.create${kind}`, inputOf(shown)));
  expect(removal(shop, shown.id)).toMatchObject(inUse);
  const patch = { featuredMedia: null, blocks: [], translations: [{ locale: "en", body: "No lamp." }] };
  shop.must(`content.update${kind}`, { id, patch });
  expect(removal(shop, shown.id)).toMatchObject({ ok: true });
});

it("a file is used no more when its post is deleted", () => {
  const shop = openShop();
  const shown = uploaded(shop);
  const { id } = Object(shop.must("content.createPost", { ...titled(), featuredMedia: shown.id }));
  shop.must("content.deletePost", { id });
  expect(removal(shop, shown.id)).toMatchObject({ ok: true });
});

it("a file of an imported post is in use", () => {
  const shop = openShop();
  const shown = uploaded(shop);
  shop.must("content.createPost", { ...titled(), featuredMedia: shown.id });
  const target = openShop();
  expect(importInto(target, exportOf(shop))).toBeNull();
  expect(removal(target, shown.id)).toMatchObject(inUse);
});
