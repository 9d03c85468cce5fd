import { beforeAll, expect, it } from "vitest";
import { z } from "zod";
import { withParameter } from "../../support/http/products.ts";
import { send } from "../../support/http/request.ts";
import { mintTenant } from "../../support/http/tenants.ts";

const page = z.object({
  items: z.array(z.object({ title: z.string() })),
  nextCursor: z.string().nullable(),
  facets: z
    .object({ options: z.record(z.string(), z.unknown()), attributes: z.record(z.string(), z.unknown()) })
    .optional(),
});

let get: (query: string) => ReturnType<typeof send>;

beforeAll(async () => {
  const { slug, adminKey: key } = await mintTenant();
  const write = async (path: string, body?: unknown) => {
    const answer = await send("post", path, { key, body });
    expect(answer.status, answer.text).toBeLessThan(300);
    return answer;
  };
  let token = "";
  for (const [title, variants, materials] of [
    ["Shirt", ["Red S", "Blue L"], ["Cotton"]],
    ["Coat", ["Red L"], ["Wool", "Cotton", "Wool"]],
    ["Scarf", ["Green S"], ["Wool"]],
  ] as const) {
    const { body } = await write("/v1/admin/products", {
      translations: [{ locale: "en", title }],
      attributes: materials.map((value) => ({ key: "Material", value })),
      options: [
        { name: "Colour", values: ["Red", "Blue", "Green"] },
        { name: "Shoe size.EU", values: ["S", "L"] },
      ],
      variants: variants.map((variant) => {
        const [colour, size] = variant.split(" ");
        return {
          options: { Colour: colour, "Shoe size.EU": size },
          prices: [{ amount: 1_000, currency: "USD" }],
        };
      }),
    });
    const { id } = z.object({ id: z.string() }).parse(body);
    token = (await write(`/v1/admin/products/${id}/publish`)).headers.get("Consistency-Token") ?? "";
  }
  get = (query) =>
    send("get", `/v1/store/products?sort=title${query}`, {
      headers: { "X-Tenant": slug, "Consistency-Token": token },
    });
});

const titles = async (query: string) => page.parse((await get(query)).body).items.map(({ title }) => title);

it("shoppers filter by the values of options, and one variant has them all", async () => {
  expect(await titles("&option.Colour=Red")).toEqual(["Coat", "Shirt"]);
  expect(await titles("&option.Colour=Red&option.Colour=Green")).toEqual(["Coat", "Scarf", "Shirt"]);
  expect(await titles("&option.Colour=Red&option.Shoe+size.EU=L")).toEqual(["Coat"]);
  expect(await titles("&option.Colour=Purple")).toEqual([]);
  expect(await titles("&option.colour=Red")).toEqual([]);
});

it("facets count products by the values of each option, and an option ignores its own filter", async () => {
  const { facets } = page.parse((await get("&facets=true&option.Colour=Red")).body);
  expect(facets?.options).toEqual({
    Colour: [
      { value: "Red", count: 2 },
      { value: "Blue", count: 1 },
      { value: "Green", count: 1 },
    ],
    "Shoe size.EU": [
      { value: "L", count: 1 },
      { value: "S", count: 1 },
    ],
  });
});

it("shoppers filter by attributes, any of several values, and all of several attributes", async () => {
  expect(await titles("&attr.Material=Wool")).toEqual(["Coat", "Scarf"]);
  expect(await titles("&attr.Material=Wool&attr.Material=Cotton")).toEqual(["Coat", "Scarf", "Shirt"]);
  expect(await titles("&attr.Material=Wool&option.Colour=Red")).toEqual(["Coat"]);
  expect(await titles("&attr.Material=Wool&attr.Care=Hand")).toEqual([]);
  const { facets } = page.parse((await get("&facets=true&attr.Material=Wool")).body);
  expect(facets?.attributes).toEqual({
    Material: [
      { value: "Cotton", count: 2 },
      { value: "Wool", count: 2 },
    ],
  });
});

it("a cursor belongs to the values of options, in any order", async () => {
  const first = page.parse((await get("&limit=1&option.Colour=Red&option.Colour=Green")).body);
  const at = (query: string) => get(withParameter(query, "cursor", first.nextCursor ?? "").replace("?", "&"));
  expect(page.parse((await at("&limit=1&option.Colour=Green&option.Colour=Red")).body).items).toEqual([
    { title: "Scarf" },
  ]);
  expect(await at("&limit=1&option.Colour=Green")).toMatchObject({
    status: 400,
    body: { code: "invalid-cursor" },
  });
});

it.each([
  ["option=Red", "/query/option"],
  ["option.=Red", "/query/option."],
  ["option.Colour=", "/query/option.Colour"],
  ["option.__proto__=Red", "/query/option.__proto__"],
  [`option.Colour=${"x".repeat(300)}`, "/query/option.Colour"],
  [Array.from({ length: 6 }, (_, index) => `option.${index}=x`).join("&"), "/query/option"],
  ["options.Colour=Red", "/query/options.Colour"],
])("the filter %s is refused", async (query, pointer) => {
  const answer = await get(`&${query}`);
  expect(answer).toMatchObject({ status: 400, body: { code: "validation-failed" } });
  expect(answer.body).toMatchObject({ errors: [{ pointer }] });
});

it("shoppers send a value of the facet availability back as a filter", async () => {
  expect(await titles("&availability=in-stock")).toEqual([]);
  expect(await titles("&availability=out-of-stock")).toEqual(["Coat", "Scarf", "Shirt"]);
  expect(await titles("&availability=in-stock&availability=out-of-stock")).toEqual([
    "Coat",
    "Scarf",
    "Shirt",
  ]);
});

it("availability beside inStock is refused, as it says the same", async () => {
  const { status, body } = await get("&availability=in-stock&inStock=false");
  expect({ status, body }).toMatchObject({
    status: 400,
    body: { errors: [{ pointer: "/query/availability" }] },
  });
});

it.each(["option", "attr"])("%s without a name says how it is sent", async (family) => {
  const { status, body } = await get(`&${family}=Red`);
  expect({ status, body }).toMatchObject({
    status: 400,
    body: { errors: [{ pointer: `/query/${family}`, detail: `send \`${family}.<name>=<value>\`` }] },
  });
});
