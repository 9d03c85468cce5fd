import { describe, expect, it } from "vitest";
import { openShop, type Shop } from "../../support/node/shop.ts";
import { dayMs, openWithRecords, rowsOf } from "../tenants/deletion/given.ts";
import { exportOf, importInto, lineAbout, parsed } from "../transfers/given.ts";

const file = { name: "lamp.png", mediaType: "image/png", size: 10, width: 8, height: 6 };
const upload = { name: file.name, declared: null, size: file.size, inParts: false };
const titled = { translations: [{ locale: "en", title: "Lamp" }] };

/** A shop with a file, which a product and its variant show. */
function shopWithImage() {
  const shop = openShop();
  const { id } = Object(shop.must("media.beginUpload", upload));
  const { url } = Object(shop.must("media.recordFile", { id, ...file }));
  const variants = [{ prices: [{ amount: 1_000, currency: "USD" }], image: url }];
  const images = [{ mediaId: id }, { url: "https://images.example/lamp.png" }];
  const product = Object(shop.must("catalogue.createProduct", { ...titled, images, variants }));
  return { shop, id: String(id), url: String(url), productId: String(product.id) };
}

function productOf(shop: Shop) {
  const lines = exportOf(shop);
  return Object(parsed(lines[lineAbout(lines, "product")] ?? "").state);
}

describe("a file of a tenant that is exported", () => {
  it("comes along with what is said about it, although its bytes stay", () => {
    const { shop, id } = shopWithImage();
    shop.must("media.updateMedia", { id, patch: { translations: [{ locale: "de", alt: "Eine Lampe" }] } });
    const target = openShop();
    expect(importInto(target, exportOf(shop))).toBeNull();
    const lines = exportOf(target);
    expect(parsed(lines[lineAbout(lines, "media")] ?? "")).toMatchObject({
      id,
      state: { ...file, translations: [{ locale: "de", alt: "Eine Lampe", caption: null }] },
    });
  });

  it("is shown where the other tenant delivers it, and kept because it is", () => {
    const { shop, id, url, productId } = shopWithImage();
    const target = openShop();
    expect(importInto(target, exportOf(shop))).toBeNull();
    const there = url.replace(shop.tenant.id, target.tenant.id);
    expect(productOf(target)).toMatchObject({
      images: [{ mediaId: id, url: there }, { url: "https://images.example/lamp.png" }],
      variants: [{ image: there }],
    });
    expect(target.run("media.deleteMedia", { id, force: false })).toMatchObject({
      ok: false,
      refusal: { code: "media-in-use", detail: expect.stringContaining(productId) },
    });
  });
});

describe("a tenant with files that is deleted", () => {
  it("leaves no byte and no row of them, and those of its neighbour stay", async () => {
    const { platform, records, runIn, makeTenant, requestDeletion } = openWithRecords();
    const tenants = [await makeTenant("harbour"), await makeTenant("quay")] as const;
    for (const tenant of tenants) {
      const { id } = Object(runIn(tenant, "media.beginUpload", upload));
      runIn(tenant, "media.recordFile", { id, ...file });
      for (const name of ["original", "r/64x-contain.png"])
        await platform.world.stored.files.write(`${tenant.id}/${id}/${name}`, (async function* () {})(), {
          mediaType: file.mediaType,
        });
    }
    await platform.deliverAll();
    const [gone, neighbour] = tenants;
    expect(rowsOf(platform.readModel, gone.id)).toMatchObject({ media: 1 });
    requestDeletion(gone.id, 0);
    await platform.passTime(records, dayMs);
    const keys = [...platform.world.stored.byKey.keys()];
    expect(keys.filter((key) => key.startsWith(gone.id))).toEqual([]);
    expect(keys.filter((key) => key.startsWith(neighbour.id))).toHaveLength(2);
    expect(rowsOf(platform.readModel, gone.id)).not.toHaveProperty("media");
    expect(rowsOf(platform.readModel, neighbour.id)).toMatchObject({ media: 1 });
  });
});
