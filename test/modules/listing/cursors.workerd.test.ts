import { expect, it } from "vitest";
import { z } from "zod";
import { productBody, publishProduct, withParameter } from "../../support/http/products.ts";
import { send } from "../../support/http/request.ts";
import { mintTenant } from "../../support/http/tenants.ts";

const page = z.object({
  items: z.array(
    z.object({ title: z.string(), priceRange: z.object({ min: z.object({ currency: z.string() }) }) }),
  ),
  nextCursor: z.string().nullable(),
});
const path = "/v1/store/products?limit=1&sort=title";

/** A shop with two products, each in English and German. In German they sort the other way. */
async function open() {
  const { slug, adminKey: key } = await mintTenant();
  const texts = [
    ["Apple", "Zebra"],
    ["Zipper", "Ampel"],
  ] as const;
  let token = "";
  for (const [en, de] of texts) {
    const { answer } = await publishProduct(
      send,
      key,
      productBody(en, {
        translations: [
          { locale: "en", title: en },
          { locale: "de", title: de },
        ],
        variants: [
          {
            prices: [
              { amount: 1_000, currency: "USD" },
              { amount: 900, currency: "EUR" },
            ],
          },
        ],
      }),
    );
    token = answer.headers.get("Consistency-Token") ?? "";
  }
  const get = (path: string, language = "") =>
    send("get", path, {
      headers: { "X-Tenant": slug, "Consistency-Token": token, "Accept-Language": language },
    });
  return { get, key };
}

it("the second page is in the language of the first, whatever language its request prefers", async () => {
  const { get } = await open();
  const first = page.parse((await get(path, "de")).body);
  expect(first.items[0]?.title).toBe("Ampel");
  const next = withParameter(path, "cursor", first.nextCursor ?? "");
  for (const language of ["de", "en", "fr"]) {
    const second = page.parse((await get(next, language)).body);
    expect(second.items.map(({ title }) => title)).toEqual(["Zebra"]);
    expect(second.nextCursor).toBeNull();
  }
});

it("a cursor of one currency or language isn't valid for another one that the request names", async () => {
  const { get } = await open();
  const first = page.parse((await get(path, "de")).body);
  const next = withParameter(path, "cursor", first.nextCursor ?? "");
  for (const other of ["currency=EUR", "locale=en"]) {
    expect(await get(`${next}&${other}`, "de")).toMatchObject({
      status: 400,
      body: { code: "invalid-cursor", errors: [{ pointer: "/query/cursor" }] },
    });
  }
});

it("facets and a total can be asked for on any page", async () => {
  const { get } = await open();
  const first = page.parse((await get(`${path}&facets=true&count=true`, "de")).body);
  const second = await get(withParameter(path, "cursor", first.nextCursor ?? ""));
  expect(page.parse(second.body).items).toMatchObject([{ title: "Zebra" }]);
});

it("the pages of a list of collections are in one language", async () => {
  const { adminKey: key } = await mintTenant();
  let token = "";
  for (const title of ["One", "Two"]) {
    const translations = [
      { locale: "en", title },
      { locale: "de", title: `${title} (de)` },
    ];
    const created = await send("post", "/v1/admin/collections", { key, body: { translations } });
    token = created.headers.get("Consistency-Token") ?? "";
  }
  const shape = z.object({
    items: z.array(z.object({ title: z.string() })),
    nextCursor: z.string().nullable(),
  });
  const list = "/v1/store/collections?limit=1";
  const read = async (path: string, language: string) =>
    shape.parse(
      (await send("get", path, { key, headers: { "Accept-Language": language, "Consistency-Token": token } }))
        .body,
    );
  const first = await read(list, "de");
  const second = await read(withParameter(list, "cursor", first.nextCursor ?? ""), "en");
  expect([...first.items, ...second.items]).toEqual([{ title: "One (de)" }, { title: "Two (de)" }]);
  expect(second.nextCursor).toBeNull();
});

it("a cursor of a collection ends when the collection gets another order", async () => {
  const { get, key } = await open();
  const { items } = z
    .object({ items: z.array(z.object({ id: z.string() })) })
    .parse((await get("/v1/store/products")).body);
  const body = { translations: [{ locale: "en", title: "All" }], sort: "title" };
  const created = await send("post", "/v1/admin/collections", { key, body });
  const { id, handle } = z.object({ id: z.string(), handle: z.string() }).parse(created.body);
  const path = `/v1/store/products?limit=1&collection=${handle}`;
  let token = "";
  const write = async (method: string, path: string, body: unknown) => {
    token = (await send(method, path, { key, body })).headers.get("Consistency-Token") ?? "";
  };
  const read = (path: string) => send("get", path, { key, headers: { "Consistency-Token": token } });
  await write("put", `/v1/admin/collections/${id}/products`, { productIds: items.map((one) => one.id) });
  const first = page.parse((await read(path)).body);
  const next = withParameter(path, "cursor", first.nextCursor ?? "");
  expect(page.parse((await read(next)).body).items).toMatchObject([{ title: "Zipper" }]);
  await write("patch", `/v1/admin/collections/${id}`, { sort: "newest" });
  expect(await read(next)).toMatchObject({ status: 400, body: { code: "invalid-cursor" } });
});
