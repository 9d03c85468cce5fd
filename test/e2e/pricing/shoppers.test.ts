import { describe, expect, it } from "vitest";
import { z } from "zod";
import { eventually } from "../../support/e2e/eventually.ts";
import { useRunning } from "../../support/e2e/home.ts";
import { productBody, publishProduct } from "../../support/http/products.ts";
import { accountOf } from "../../support/http/sender.ts";

const running = useRunning();
const identified = z.looseObject({ id: z.string() });
const shown = z.looseObject({ variants: z.array(z.looseObject({ price: z.object({ amount: z.int() }) })) });

/** A shop with a lamp for 1,000 and a chair for 900, and what shoppers pay for them. */
async function openShop() {
  const { send, mintTenant } = running();
  const tenant = await mintTenant();
  const key = tenant.adminKey;
  const sell = async (title: string, amount: number) => {
    const variants = [{ prices: [{ amount, currency: "USD" }], stocked: 9 }];
    const { id, handle } = await publishProduct(send, key, productBody(title, { variants }));
    const read = await send("get", `/v1/admin/products/${id}`, { key });
    const { variants: made } = z.object({ variants: z.array(identified) }).parse(read.body);
    return { handle, variantId: made[0]?.id ?? "" };
  };
  const [lamp, chair] = [await sell("Lamp", 1_000), await sell("Chair", 900)];
  const post = async (path: string, body: object) => {
    const answer = await send("post", `/v1/admin/${path}`, { key, body });
    expect(answer.status, answer.text).toBeLessThan(300);
    return answer.status === 201 ? identified.parse(answer.body).id : "";
  };
  return {
    send,
    tenant,
    lamp,
    post,
    async list(body: object, ...prices: readonly object[]) {
      const id = await post("price-lists", { name: "List", kind: "override", status: "active", ...body });
      const put = await send("put", `/v1/admin/price-lists/${id}/prices`, {
        key,
        body: { prices: prices.map((price) => ({ currency: "USD", variantId: lamp.variantId, ...price })) },
      });
      expect(put.status, put.text).toBe(200);
      return id;
    },
    /** What the lamp costs, once it is that. */
    async costs(amount: number, query: string, withinMs: number, token?: string) {
      const { send } = running();
      const as = token === undefined ? { headers: { "X-Tenant": tenant.slug } } : { key: token };
      const read = await eventually(
        withinMs,
        () => send("get", `/v1/store/products/${lamp.handle}?${query}`, as),
        ({ body }) => shown.safeParse(body).data?.variants[0]?.price.amount === amount,
      );
      return shown.parse(read.body).variants[0];
    },
    async titles(query: string) {
      const headers = { "X-Tenant": tenant.slug };
      const answer = await send("get", `/v1/store/products?${query}`, { headers });
      const { items } = z.object({ items: z.array(z.looseObject({ title: z.string() })) }).parse(answer.body);
      return items.map(({ title }) => title);
    },
    chair,
  };
}

describe("what shoppers see of price lists", () => {
  it("are the prices of their country, on pages and in the order and filters of lists", async () => {
    const shop = await openShop();
    await shop.list(
      { rules: { countries: ["DE"] } },
      { amount: 800, maxQuantity: 9 },
      { amount: 700, minQuantity: 10 },
    );
    const german = await shop.costs(800, "country=DE", 6_000);
    expect(german).toMatchObject({
      priceTiers: [
        { minQuantity: 1, maxQuantity: 9, amount: { amount: 800 } },
        { minQuantity: 10, maxQuantity: null, amount: { amount: 700 } },
      ],
    });
    await shop.costs(1_000, "country=FR", 6_000);
    await shop.costs(1_000, "", 6_000);
    expect(await shop.titles("sort=price")).toEqual(["Chair", "Lamp"]);
    expect(await shop.titles("sort=price&country=DE")).toEqual(["Lamp", "Chair"]);
    expect(await shop.titles("maxPrice=850&country=DE")).toEqual(["Lamp"]);
    expect(await shop.titles("maxPrice=850&country=FR")).toEqual([]);
  });

  it("are the prices of a customer's groups, for that customer only", async () => {
    const shop = await openShop();
    const token = accountOf(shop.tenant);
    const me = await shop.send("get", "/v1/auth/me", { key: token });
    const { id: customerId } = identified.parse(me.body);
    const groupId = await shop.post("customer-groups", { name: "VIP", handle: "vip" });
    await shop.post(`customer-groups/${groupId}/customers`, { add: [customerId] });
    await shop.list({ rules: { customerGroups: ["vip"] } }, { amount: 500 });
    await shop.costs(500, "", 6_000, token);
    await shop.costs(1_000, "", 6_000);
  });

  it("follow a list that starts at its time", async () => {
    const shop = await openShop();
    const startsAt = Date.now() + 8_000;
    const id = await shop.list({ kind: "sale", startsAt: new Date(startsAt).toISOString() }, { amount: 600 });
    await shop.costs(1_000, "", 6_000);
    const started = await shop.costs(600, "", startsAt + 2_500 - Date.now());
    expect(started).toMatchObject({ compareAtPrice: { amount: 1_000 } });
    const { adminKey: key } = shop.tenant;
    expect((await shop.send("get", `/v1/admin/price-lists/${id}`, { key })).body).toMatchObject({
      inEffect: true,
    });
  });
});
