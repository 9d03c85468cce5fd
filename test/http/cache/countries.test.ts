import { describe, expect, it } from "vitest";
import { canonicalRead } from "../../../src/http/cache/canonical.ts";
import { listName } from "../../../src/http/request/cursor.ts";
import { plainTenant, type TenantPricing } from "../../../src/kernel/access/tenant.ts";
import { firstPage } from "../../../src/kernel/read/page.ts";
import { registry } from "../../../src/registry.ts";

const tenantId = "ten_01J00000000000000000000000";

/** The key of a product list that a shopper in a country asks for. */
function keyOf(pricing: TenantPricing, country?: string): string | undefined {
  const route = registry.routeById.get("listStoreProducts");
  if (route === undefined) throw new Error("there is no such route");
  const query = route.query?.parse(country === undefined ? {} : { country });
  const list = listName(tenantId, route.operation.name, {}, query);
  const tenant = { ...plainTenant({ id: tenantId, slug: "shop", name: "Shop" }), pricing };
  const input = { params: {}, query, page: firstPage, list, requestedLocales: [] };
  return canonicalRead(route, tenant, input, { path: "/v1/store/products", search: "" })?.key;
}

describe("the key of a cached answer", () => {
  it("has no country while no price list names one", () => {
    for (const hasLists of [false, true]) {
      const pricing = { hasLists, countries: [] };
      expect(keyOf(pricing, "DE")).toBe(keyOf(pricing));
      expect(keyOf(pricing, "DE")).toBeDefined();
    }
  });

  it("has a country that a price list names, and no other", () => {
    const pricing = { hasLists: true, countries: ["DE", "AT"] };
    const [none, german, austrian, french] = [undefined, "DE", "AT", "FR"].map((one) => keyOf(pricing, one));
    expect(new Set([none, german, austrian]).size).toBe(3);
    expect(french).toBe(none);
  });

  it("is another one once there are price lists", () => {
    expect(keyOf({ hasLists: true, countries: [] })).not.toBe(keyOf({ hasLists: false, countries: [] }));
  });
});
