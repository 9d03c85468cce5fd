import { describe, expect, it } from "vitest";
import { z } from "zod";
import { findStoreProduct } from "../../../src/modules/listing/view/read-store.ts";
import { productBody } from "../../support/http/products.ts";
import { openShop, type Shop } from "../../support/node/shop.ts";

const answered = z.object({ id: z.string(), handle: z.string() });

function published(shop: Shop, title: string, more: Readonly<Record<string, unknown>> = {}) {
  const product = answered.parse(shop.must("catalogue.createProduct", productBody(title, more)));
  shop.must("catalogue.publishProduct", { id: product.id });
  return product;
}

const rename = (shop: Shop, id: string, handle: string, locale = "en") =>
  shop.must("catalogue.updateProduct", { id, patch: { translations: [{ locale, title: "Lamp", handle }] } });

/** What a shopper finds behind a handle: a product's id, where it has moved to, or nothing. */
async function behind({ platform, tenant }: Shop, handle: string, locales: readonly string[] = ["en"]) {
  await platform.deliverAll();
  const read = await findStoreProduct(platform.readModel, tenant.id, handle, { locales, currency: "USD" });
  if (!read.ok) return read.refusal.code;
  return "found" in read.value ? read.value.found.id : `→ ${read.value.movedTo}`;
}

describe("a handle that was changed", () => {
  it("leads to the new one for good, also after several changes", async () => {
    const shop = openShop();
    const { id } = published(shop, "Lamp");
    rename(shop, id, "lantern");
    rename(shop, id, "torch");
    expect(await behind(shop, "torch")).toBe(id);
    expect(await behind(shop, "lantern")).toBe("→ torch");
    expect(await behind(shop, "lamp")).toBe("→ torch");
  });

  it("and changed back leads to the product again, and the other one to it", async () => {
    const shop = openShop();
    const { id } = published(shop, "Lamp");
    rename(shop, id, "lantern");
    rename(shop, id, "lamp");
    expect(await behind(shop, "lamp")).toBe(id);
    expect(await behind(shop, "lantern")).toBe("→ lamp");
  });

  it("stays its product's: another one gets a number, and is refused when it is chosen", async () => {
    const shop = openShop();
    const { id } = published(shop, "Lamp");
    rename(shop, id, "lantern");
    expect(published(shop, "Lamp").handle).toBe("lamp-2");
    const translations = [{ locale: "en", title: "Another", handle: "lamp" }];
    expect(shop.run("catalogue.createProduct", productBody("Another", { translations }))).toMatchObject({
      ok: false,
      refusal: { code: "duplicate-handle", errors: [{ pointer: "/translations/0/handle" }] },
    });
    expect(await behind(shop, "lamp")).toBe("→ lantern");
  });

  it("leads nowhere once the product is deleted or off sale", async () => {
    const shop = openShop();
    const { id } = published(shop, "Lamp");
    rename(shop, id, "lantern");
    shop.must("catalogue.unpublishProduct", { id });
    expect(await behind(shop, "lamp")).toBe("not-found");
    expect(await behind(shop, "lantern")).toBe("not-found");
    shop.must("catalogue.deleteProduct", { id });
    expect(await behind(shop, "lamp")).toBe("not-found");
    expect(published(shop, "Lamp").handle).toBe("lamp");
  });

  it("is another in every language", async () => {
    const shop = openShop();
    const { id } = published(shop, "Lamp");
    rename(shop, id, "lampe", "de");
    rename(shop, id, "leuchte", "de");
    expect(await behind(shop, "lampe", ["de", "en"])).toBe("→ leuchte");
    expect(await behind(shop, "lampe", ["en"])).toBe("→ leuchte");
    expect(await behind(shop, "lamp", ["de", "en"])).toBe(id);
  });

  it("of one product may be another's in another language: the reader's own wins", async () => {
    const shop = openShop();
    const gift = published(shop, "Gift");
    const translations = [
      { locale: "en", title: "Poison", handle: "poison" },
      { locale: "de", title: "Gift", handle: "gift" },
    ];
    const poison = published(shop, "Poison", { translations });
    expect(await behind(shop, "gift", ["en"])).toBe(gift.id);
    expect(await behind(shop, "gift", ["de", "en"])).toBe(poison.id);
  });
});
