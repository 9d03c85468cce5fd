import { expect, it } from "vitest";
import { z } from "zod";
import { productBody, publishProduct } from "../../support/http/products.ts";
import { send } from "../../support/http/request.ts";
import { mintTenant } from "../../support/http/tenants.ts";

const page = z.object({
  items: z.array(z.looseObject({ id: z.string() })),
  nextCursor: z.string().nullable(),
});

async function openShop() {
  const { slug, adminKey } = await mintTenant();
  const first = await publishProduct(send, adminKey, productBody("Lamp"));
  const second = await publishProduct(send, adminKey, productBody("Tent"));
  const token = second.answer.headers.get("Consistency-Token") ?? "";
  const headers = { "X-Tenant": slug, "Consistency-Token": token };
  return {
    ids: [first.id, second.id],
    list: (query: string) => send("get", `/v1/store/products?${query}`, { headers }),
  };
}

it("ids are repeated, and may be in lower case", async () => {
  const { ids, list } = await openShop();
  const [lamp = "", tent = ""] = ids;
  const { items } = page.parse((await list(`ids=${lamp.toLowerCase()}&ids=${tent}&ids=var_1`)).body);
  expect(items.map(({ id }) => id).toSorted()).toEqual(ids.toSorted());
});

it("more than a hundred ids are refused, and so is a set of fields that does not exist", async () => {
  const { list } = await openShop();
  const many = Array.from({ length: 101 }, (_, index) => `ids=prod_${index}`).join("&");
  expect(await list(many)).toMatchObject({ status: 400, body: { errors: [{ pointer: "/query/ids" }] } });
  expect((await list(many.slice(many.indexOf("&") + 1))).status).toBe(200);
  expect(await list("fields=all")).toMatchObject({
    status: 400,
    body: { errors: [{ pointer: "/query/fields" }] },
  });
});

it("a cursor belongs to its ids and fields", async () => {
  const { ids, list } = await openShop();
  const of = `ids=${ids[0]}&ids=${ids[1]}&limit=1`;
  const { nextCursor } = page.parse((await list(`${of}&fields=card`)).body);
  expect((await list(`${of}&fields=card&cursor=${nextCursor}`)).status).toBe(200);
  for (const other of [of, `ids=${ids[0]}&limit=1&fields=card`])
    expect(await list(`${other}&cursor=${nextCursor}`)).toMatchObject({ body: { code: "invalid-cursor" } });
});
