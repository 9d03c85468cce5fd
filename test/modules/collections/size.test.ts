import { describe, expect, it } from "vitest";
import { groupLimits } from "../../../src/modules/collections/limits.ts";
import { productBody } from "../../support/http/products.ts";
import { openShop, type Shop } from "../../support/node/shop.ts";

const head = ({ tenant }: Shop) => tenant.core.eventsAfter(0, 1).head;
const idOf = (made: unknown) => String(Object(made).id);
const texts = (locales: readonly string[], length: number) =>
  locales.map((locale) => ({ locale, title: "Lights", description: "x".repeat(length) }));

/** The pointers of a refusal as too large, after which nothing has changed. */
function refusedAt(shop: Shop, command: string, input: unknown): readonly string[] {
  const before = head(shop);
  const result = shop.run(command, input);
  expect(head(shop)).toBe(before);
  if (result.ok) throw new Error(`${command} was not refused`);
  expect(result.refusal.code).toBe("too-large");
  return (result.refusal.errors ?? []).map(({ pointer }) => pointer);
}

describe.each(["Collection", "Category"])("a %s of more than 480 KiB", (kind) => {
  it("isn't created, and isn't made by an update", () => {
    const shop = openShop();
    shop.must("tenants.changeSettings", { locales: ["en", "de", "fr", "nl", "da"] });
    const five = texts(["en", "de", "fr", "nl", "da"], 99_000);
    expect(refusedAt(shop, `catalogue.create${kind}`, { translations: five })).toEqual(["/translations"]);
    const id = idOf(shop.must(`catalogue.create${kind}`, { translations: five.slice(0, 4) }));
    const patch = { translations: five.slice(4) };
    expect(refusedAt(shop, `catalogue.update${kind}`, { id, patch })).toEqual(["/translations"]);
    shop.must(`catalogue.update${kind}`, { id, patch: { translations: texts(["en"], 1_000) } });
    expect(shop.run(`catalogue.update${kind}`, { id, patch }).ok).toBe(true);
  });
});

describe("a product in as many collections and categories as it can be", () => {
  const most = groupLimits.groupsOfProduct.value;
  const shop = openShop();
  const [full = "", other = ""] = ["Lamp", "Rug"].map((title) =>
    idOf(shop.must("catalogue.createProduct", productBody(title))),
  );
  const newGroup = (kind: string) =>
    idOf(shop.must(`catalogue.create${kind}`, { translations: [{ locale: "en", title: "Lights" }] }));
  const set = (id: string, productIds: readonly string[]) => ({ id, productIds });
  for (let index = 1; index < most; index += 1)
    shop.must("catalogue.setProductsOfCollection", set(newGroup("Collection"), [full]));
  const last = newGroup("Category");
  shop.must("catalogue.setProductsOfCategory", set(last, [full]));

  it("isn't put into another one", () => {
    for (const kind of ["Collection", "Category"])
      expect(refusedAt(shop, `catalogue.setProductsOf${kind}`, set(newGroup(kind), [other, full]))).toEqual([
        "/productIds/1",
      ]);
  });

  it("stays where it is when another product joins it", () => {
    shop.must("catalogue.setProductsOfCategory", set(last, [other, full]));
  });

  it("can be put elsewhere once it is taken out", () => {
    shop.must("catalogue.setProductsOfCategory", set(last, []));
    shop.must("catalogue.setProductsOfCollection", set(newGroup("Collection"), [full]));
  });
});
