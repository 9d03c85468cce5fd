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

/** What a handle resolves to: a product's id, `→` a redirect's target, or a problem code. */
async function resolve({ platform, tenant }: Shop, handle: string, locales: readonly string[] = ["en"]) {
  await platform.deliverAll();
  const read = await findStoreProduct(platform.readModel, tenant.id, handle, { locales, currency: "USD" });
  if (!read.ok) return read.refusal.code;
  return "found" in read.value ? read.value.found.id : `→ ${read.value.movedTo}`;
}

describe("a former handle", () => {
  it("redirects to the current handle, also after several changes", async () => {
    const shop = openShop();
    const { id } = published(shop, "Lamp");
    rename(shop, id, "lantern");
    rename(shop, id, "torch");
    expect(await resolve(shop, "torch")).toBe(id);
    expect(await resolve(shop, "lantern")).toBe("→ torch");
    expect(await resolve(shop, "lamp")).toBe("→ torch");
  });

  it("resolves to the product again after it is restored", async () => {
    const shop = openShop();
    const { id } = published(shop, "Lamp");
    rename(shop, id, "lantern");
    rename(shop, id, "lamp");
    expect(await resolve(shop, "lamp")).toBe(id);
    expect(await resolve(shop, "lantern")).toBe("→ lamp");
  });

  it("stays reserved for its product", async () => {
    const shop = openShop();
    const { id } = published(shop, "Lamp");
    rename(shop, id, "lantern");
    expect(published(shop, "Lamp").handle).toBe("lamp-2");
    const translations = [{ locale: "en", title: "Another", handle: "lamp" }];
    expect(shop.run("catalogue.createProduct", productBody("Another", { translations }))).toMatchObject({
      ok: false,
      refusal: { code: "duplicate-handle", errors: [{ pointer: "/translations/0/handle" }] },
    });
    expect(await resolve(shop, "lamp")).toBe("→ lantern");
  });

  it("is not found once the product is unpublished or deleted", async () => {
    const shop = openShop();
    const { id } = published(shop, "Lamp");
    rename(shop, id, "lantern");
    shop.must("catalogue.unpublishProduct", { id });
    expect(await resolve(shop, "lamp")).toBe("not-found");
    expect(await resolve(shop, "lantern")).toBe("not-found");
    shop.must("catalogue.deleteProduct", { id });
    expect(await resolve(shop, "lamp")).toBe("not-found");
    expect(published(shop, "Lamp").handle).toBe("lamp");
  });

  it("redirects within its own locale", async () => {
    const shop = openShop();
    const { id } = published(shop, "Lamp");
    rename(shop, id, "lampe", "de");
    rename(shop, id, "leuchte", "de");
    expect(await resolve(shop, "lampe", ["de", "en"])).toBe("→ leuchte");
    expect(await resolve(shop, "lampe", ["en", "de"])).toBe("→ leuchte");
    expect(await resolve(shop, "lamp", ["de", "en"])).toBe(id);
  });

  it("shared by two products in different locales resolves in the shopper's locale first", async () => {
    const shop = openShop();
    const gift = published(shop, "Gift");
    const translations = [
      { locale: "en", title: "Poison", handle: "poison" },
      { locale: "de", title: "Gift", handle: "gift" },
    ];
    const poison = published(shop, "Poison", { translations });
    expect(await resolve(shop, "gift", ["en"])).toBe(gift.id);
    expect(await resolve(shop, "gift", ["de", "en"])).toBe(poison.id);
  });
});
