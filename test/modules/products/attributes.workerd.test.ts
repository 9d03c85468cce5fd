import { expect, it } from "vitest";
import { z } from "zod";
import { productLimits } from "../../../src/modules/products/limits/limits.ts";
import { productBody } from "../../support/http/products.ts";
import { send } from "../../support/http/request.ts";
import { mintTenant } from "../../support/http/tenants.ts";

const wool = { key: "Material", value: "Wool" };
const silk = { key: "Material", value: "Silk" };
const hand = { key: "Care", value: "Hand wash" };
const path = "/v1/admin/products";
const shape = z.looseObject({ id: z.string(), attributes: z.array(z.unknown()) });

it("staff gives a product attributes, replaces them, and clears them", async () => {
  const { adminKey: key } = await mintTenant();
  const body = productBody("Scarf", {
    attributes: [wool, hand, wool, { key: " Material ", value: " Silk " }],
  });
  const created = shape.parse((await send("post", path, { key, body })).body);
  expect(created.attributes).toEqual([wool, hand, silk]);
  const patched = async (attributes: unknown) =>
    shape.parse((await send("patch", `${path}/${created.id}`, { key, body: { attributes } })).body)
      .attributes;
  expect(await patched(undefined)).toEqual([wool, hand, silk]);
  expect(await patched([silk])).toEqual([silk]);
  expect(await patched(null)).toEqual([]);
  const plain = shape.parse((await send("post", path, { key, body: productBody("Plain") })).body);
  expect(plain.attributes).toEqual([]);
});

it("the store shows the attributes of a product", async () => {
  const { adminKey: key } = await mintTenant();
  const body = productBody("Scarf", { attributes: [wool] });
  const { id } = shape.parse((await send("post", path, { key, body })).body);
  const published = await send("post", `${path}/${id}/publish`, { key });
  const headers = { "Consistency-Token": published.headers.get("Consistency-Token") ?? "" };
  expect((await send("get", "/v1/store/products/scarf", { key, headers })).body).toMatchObject({
    attributes: [wool],
  });
  expect((await send("get", "/v1/store/products", { key, headers })).body).toMatchObject({
    items: [{ attributes: [wool] }],
  });
});

it.each([
  [
    "more than the limit",
    Array.from({ length: productLimits.attributes.value + 1 }, () => wool),
    "/attributes",
  ],
  ["without a key", [{ value: "Wool" }], "/attributes/0/key"],
  ["without a value", [{ key: "Material", value: " " }], "/attributes/0/value"],
  ["with a long value", [{ key: "Material", value: "x".repeat(256) }], "/attributes/0/value"],
  ["with another field", [{ ...wool, unit: "kg" }], "/attributes/0/unit"],
])("attributes %s are refused", async (_, attributes, pointer) => {
  const { adminKey: key } = await mintTenant();
  expect(await send("post", path, { key, body: productBody("Scarf", { attributes }) })).toMatchObject({
    status: 400,
    body: { code: "validation-failed", errors: [{ pointer }] },
  });
});
