import { beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { putOnSale } from "../support/http/carts.ts";
import { send } from "../support/http/request.ts";
import { type MintedTenant, mintTenant } from "../support/http/tenants.ts";

const page = z.looseObject({ items: z.array(z.unknown()).length(1), nextCursor: z.string() });

let tenant: MintedTenant;
beforeAll(async () => {
  tenant = await mintTenant();
});

const unknown = "01J0000000000000000000ABCD";

describe("a refusal", () => {
  it.each([`ord_${unknown}`, `ord_${unknown.toLowerCase()}`, `ord%5F${unknown.toLowerCase()}`])(
    "names its path in canonical form when it was sent as %s",
    async (id) => {
      const instance = `/v1/admin/orders/ord_${unknown}`;
      const path = `/v1/%61dmin/orders/${id}`;
      expect(await send("get", path, { key: tenant.adminKey })).toMatchObject({
        status: 404,
        body: { instance },
      });
      expect(await send("get", path, { headers: { "X-Tenant": tenant.slug } })).toMatchObject({
        status: 401,
        body: { instance },
      });
    },
  );

  it("of another method is the same for an encoded path", async () => {
    for (const path of ["/v1/admin/products", "/v1/%61dmin/products"]) {
      const answer = await send("delete", path, { key: tenant.adminKey });
      expect(answer).toMatchObject({ status: 405 });
      expect(answer.headers.get("Allow")?.split(", ").sort()).toEqual(["GET", "HEAD", "POST"]);
    }
  });
});

describe("a cursor", () => {
  it("is valid for every spelling of its list, and for no other list", async () => {
    const variantId = await putOnSale(send, tenant);
    for (const delta of [1, 2, 3])
      await send("post", `/v1/admin/variants/${variantId}/inventory/adjustments`, {
        key: tenant.adminKey,
        body: { delta, reason: "delivered" },
      });
    const list = (id: string, query: string) =>
      send("get", `/v1/admin/variants/${id}/inventory/movements?${query}`, { key: tenant.adminKey });
    const first = await list(variantId, "limit=1");
    const { nextCursor } = page.parse(first.body);
    const lower = `var_${variantId.slice(4).toLowerCase()}`;
    for (const id of [variantId, lower, lower.replace("_", "%5F")]) {
      const next = await list(id, `limit=1&cursor=${nextCursor}`);
      expect(next.status, next.text).toBe(200);
      expect(next.headers.get("Link")).toMatch(new RegExp(`^</v1/admin/variants/${variantId}/inventory/`));
    }
    const other = await putOnSale(send, tenant);
    expect(await list(other, `limit=1&cursor=${nextCursor}`)).toMatchObject({
      status: 400,
      body: { code: "invalid-cursor" },
    });
  });
});
