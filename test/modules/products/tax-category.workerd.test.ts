import { expect, it } from "vitest";
import { z } from "zod";
import { productBody } from "../../support/http/products.ts";
import { send } from "../../support/http/request.ts";
import { mintTenant } from "../../support/http/tenants.ts";

const path = "/v1/admin/products";
const shape = z.looseObject({
  id: z.string(),
  taxCategory: z.string(),
  shippingProfile: z.string().nullable(),
});
type Handling = Pick<z.infer<typeof shape>, "taxCategory" | "shippingProfile">;
const handlingOf = (body: unknown): Handling => {
  const { taxCategory, shippingProfile } = shape.parse(body);
  return { taxCategory, shippingProfile };
};

it("a product is taxed as standard and has no shipping profile unless staff says so", async () => {
  const { adminKey: key } = await mintTenant();
  const plain = await send("post", path, { key, body: productBody("Plain") });
  expect(handlingOf(plain.body)).toEqual({ taxCategory: "standard", shippingProfile: null });
  const named = { taxCategory: "books", shippingProfile: " Bulky " };
  const book = await send("post", path, { key, body: productBody("Book", named) });
  expect(handlingOf(book.body)).toEqual({ taxCategory: "books", shippingProfile: "Bulky" });
});

it("a patch changes them, leaves them, and sets them back with null", async () => {
  const { adminKey: key } = await mintTenant();
  const body = productBody("Book", { taxCategory: "books", shippingProfile: "bulky" });
  const { id } = shape.parse((await send("post", path, { key, body })).body);
  const patched = async (patch: unknown) =>
    handlingOf((await send("patch", `${path}/${id}`, { key, body: patch })).body);
  expect(await patched({ vendor: "Harbour" })).toEqual({ taxCategory: "books", shippingProfile: "bulky" });
  expect(await patched({ taxCategory: "food" })).toEqual({ taxCategory: "food", shippingProfile: "bulky" });
  expect(await patched({ taxCategory: null, shippingProfile: null })).toEqual({
    taxCategory: "standard",
    shippingProfile: null,
  });
});

it.each([
  ["/taxCategory", { taxCategory: "Books" }],
  ["/taxCategory", { taxCategory: "" }],
  ["/taxCategory", { taxCategory: "x".repeat(65) }],
  ["/shippingProfile", { shippingProfile: " " }],
  ["/shippingProfile", { shippingProfile: "x".repeat(65) }],
])("one that is not well-formed is refused at %s", async (pointer, wrong) => {
  const { adminKey: key } = await mintTenant();
  expect(await send("post", path, { key, body: productBody("Book", wrong) })).toMatchObject({
    status: 400,
    body: { code: "validation-failed", errors: [{ pointer }] },
  });
});
