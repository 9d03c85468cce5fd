import { beforeAll, describe, expect, it } from "vitest";
import type { Route } from "../../../src/kernel/api/route.ts";
import { useRunning } from "../../support/e2e/home.ts";
import { problemShape } from "../../support/http/documented.ts";
import { bodyHeaders, entitled } from "../../support/http/entitled.ts";
import { exampleOf } from "../../support/http/examples.ts";
import { hostileVariantsOf } from "../../support/http/hostile.ts";
import type { MintedTenant } from "../../support/http/minting.ts";
import { productBody } from "../../support/http/products.ts";
import { type Answer, routes } from "../../support/http/sender.ts";

const running = useRunning();

const named = (list: readonly Route[]) =>
  list.map((route) => ({ name: `${route.method.toUpperCase()} ${route.path}`, route }));
const withBody = routes.filter(({ body }) => body !== undefined);
const uploads = routes.filter(({ upload }) => upload !== undefined);

let shared: MintedTenant;

beforeAll(async () => {
  shared = await running().mintTenant();
});

/** The places that a refusal names, each once. */
const pointersOf = ({ body }: Answer) => [
  ...new Set(problemShape.parse(body).errors?.map(({ pointer }) => pointer)),
];

const post = (body: unknown, path = "/v1/admin/products") =>
  running().send("post", path, { key: shared.adminKey, body });

describe("a hostile body", () => {
  it.each(named(withBody))("never breaks $name, wherever in it the malice is", async ({ route }) => {
    const { send, mintTenant } = running();
    const tenant = await mintTenant();
    const { path, body } = await exampleOf(send, route, tenant);
    for (const { where, text, certain } of hostileVariantsOf(body)) {
      const answer = await send(route.method, path, { ...entitled(route, tenant), body: text });
      expect(answer.status, `${where}: ${answer.text}`).toBeLessThan(500);
      if (answer.status !== 400) {
        expect(certain, `${where} was let in: ${text.slice(0, 300)}`).toBe(false);
        continue;
      }
      const { errors } = problemShape.parse(answer.body);
      expect(errors?.length, where).toBeGreaterThan(0);
      if (certain)
        expect(
          errors?.some(({ pointer }) => pointer.startsWith(where)),
          where,
        ).toBe(true);
    }
  });

  it.each(named(withBody))("of two mebibytes is 413 on $name", async ({ route }) => {
    const body = JSON.stringify({ text: "x".repeat(2 * 1024 * 1024) });
    const path = route.path.replaceAll(/\{\w+\}/g, "unknown");
    const answer = await running().send(route.method, path, { ...entitled(route, shared), body });
    expect(answer).toMatchObject({ status: 413, body: { code: "body-too-large" } });
  });

  it.each(named(uploads))("that is larger than what a file may be is 413 on $name", async ({ route }) => {
    const row = `"${"x".repeat(1_000)}",Title\n`;
    const kibibytes = route.upload?.anyType ? route.upload.maxBytes / 1024 + 1024 : 11 * 1024;
    const body = `Handle,Title\n${row.repeat(kibibytes)}`;
    const answer = await running().send(route.method, route.path, { ...entitled(route, shared), body });
    expect(answer).toMatchObject({ status: 413, body: { code: "body-too-large" } });
  });

  it.each(named(withBody))("that is no UTF-8 or empty is 400 on $name", async ({ route }) => {
    const path = route.path.replaceAll(/\{\w+\}/g, "unknown");
    for (const body of ["", " ", "{", "{}{}", "NaN", "'a'", '{"a":1,}', "\u0000", "[".repeat(100_000)]) {
      const answer = await running().send(route.method, path, { ...entitled(route, shared), body });
      expect(answer, body.slice(0, 10)).toMatchObject({ status: 400, body: { code: "malformed-json" } });
    }
  });
});

describe("text from all over the world", () => {
  it.each([
    ["emoji", "🧣🧤 Scarf", "scarf"],
    ["nothing but emoji", "🧣🧤", "untitled"],
    ["Arabic", "مصباح", /^[a-z0-9-]+$/],
    ["Hebrew with marks of direction", "\u202Eמנורה\u202C", /^[a-z0-9-]+$/],
    ["Chinese", "台灯", /^[a-z0-9-]+$/],
    ["combined marks", "Zalgo\u0300\u0301\u0302\u0303", "zalgo"],
    ["a quote that would end a statement", "Lamp'); DROP TABLE products;--", "lamp-drop-table-products"],
    ["markup", "<script>alert(1)</script>", /^[a-z0-9-]+$/],
  ])("is taken as it is: %s", async (_, title, handle) => {
    const { send, mintTenant } = running();
    const { adminKey: key } = await mintTenant();
    const answer = await send("post", "/v1/admin/products", { key, body: productBody(title) });
    expect(answer).toMatchObject({ status: 201, body: { title } });
    expect(Object(answer.body).handle).toMatch(handle);
  });

  it("derives a handle from a title of any length, and refuses a handle of 300 characters", async () => {
    const long = await post(productBody("long ".repeat(100).trim()));
    expect(long.status).toBe(201);
    expect(String(Object(long.body).handle).length).toBeLessThanOrEqual(255);
    const handle = "x".repeat(300);
    const chosen = productBody("Lamp", { translations: [{ locale: "en", title: "Lamp", handle }] });
    expect(await post(chosen)).toMatchObject({
      status: 400,
      body: { errors: [{ pointer: "/translations/0/handle" }] },
    });
  });

  it.each(["admin", "Lamp", "-lamp", "la--mp", "lämp", "a b", ""])(
    "is no handle when somebody chooses %j",
    async (handle) => {
      const body = productBody("Lamp", { translations: [{ locale: "en", title: "Lamp", handle }] });
      const answer = await post(body);
      expect(answer).toMatchObject({ status: 400, body: { code: "validation-failed" } });
      expect(problemShape.parse(answer.body).errors?.[0]?.pointer).toBe("/translations/0/handle");
    },
  );
});

describe("numbers out of range", () => {
  it.each([
    ["a negative price", "-1"],
    ["a price in a float", "19.99"],
    ["a price beyond all bounds", "1e400"],
    ["a price above what is exact", "9007199254740993"],
    ["a price in a text", '"1000"'],
    ["no price at all", "null"],
  ])("are 400 with the place: %s", async (_, amount) => {
    const body = `{"translations":[{"locale":"en","title":"Lamp"}],"variants":[{"prices":[{"amount":${amount},"currency":"USD"}]}]}`;
    const answer = await post(body);
    expect(answer).toMatchObject({ status: 400, body: { code: "validation-failed" } });
    expect(pointersOf(answer)).toEqual(["/variants/0/prices/0/amount"]);
  });

  it("are currencies that do not exist (400) or are not the tenant's (422)", async () => {
    const priced = (currency: string) =>
      productBody("Lamp", { variants: [{ prices: [{ amount: 1, currency }] }] });
    for (const [currency, status, code] of [
      ["XYZ", 400, "validation-failed"],
      ["usd", 400, "validation-failed"],
      ["JPY", 422, "currency-not-enabled"],
    ] as const) {
      const answer = await post(priced(currency));
      expect(answer).toMatchObject({ status, body: { code } });
      expect(pointersOf(answer)).toEqual(["/variants/0/prices/0/currency"]);
    }
    const headers = { "X-Tenant": shared.slug };
    for (const currency of ["JPY", "XYZ", "usd", ""]) {
      const read = await running().send("get", `/v1/store/products?currency=${currency}`, { headers });
      expect(read.status).toBe(400);
      expect(pointersOf(read)).toEqual(["/query/currency"]);
    }
  });
});

describe("keys that reach for the prototype", () => {
  it.each([
    ["in the body", '{"__proto__":{"x":1},"translations":[],"variants":[]}', "/__proto__"],
    [
      "in metadata",
      '{"metadata":{"a":{"__proto__":{"x":1}}},"translations":[{"locale":"en","title":"L"}],"variants":[{"prices":[]}]}',
      "/metadata/a/__proto__",
    ],
    [
      "in options",
      '{"translations":[{"locale":"en","title":"L"}],"variants":[{"options":{"__proto__":"S"},"prices":[]}]}',
      "/variants/0/options/__proto__",
    ],
  ])("are refused as unknown fields %s", async (_, body, pointer) => {
    expect(await post(body)).toMatchObject({
      status: 400,
      body: { errors: [{ pointer, code: "unknown-field" }] },
    });
  });

  it("are ordinary names elsewhere: an option may be called constructor", async () => {
    const body = productBody("Lamp", {
      options: [{ name: "constructor", values: ["toString"] }],
      variants: [{ options: { constructor: "toString" }, prices: [] }],
    });
    expect(await post(body)).toMatchObject({
      status: 201,
      body: { variants: [{ options: { constructor: "toString" }, title: "toString" }] },
    });
    expect(
      await post(productBody("Lamp", { options: [{ name: "constructor", values: ["x"] }] })),
    ).toMatchObject({
      status: 422,
      body: { code: "invalid-options" },
    });
  });

  it.each(["__proto__=1", "__proto__[x]=1", "constructor=1", "hasOwnProperty=1&hasOwnProperty=2"])(
    "are unknown query parameters: %s",
    async (query) => {
      const answer = await running().send("get", `/v1/store/products?${query}`, {
        headers: { "X-Tenant": shared.slug },
      });
      expect(answer).toMatchObject({ status: 400, body: { errors: [{ code: "unknown-field" }] } });
    },
  );
});

it("every route that takes a body says which", () => {
  expect(withBody.length).toBeGreaterThan(10);
  for (const route of [...withBody, ...uploads])
    expect(bodyHeaders(route)["Content-Type"]).toMatch(/json|csv|xml|octet-stream/);
});
