import * as z from "zod";
import { defineRoute } from "../../kernel/api/route.ts";
import { pageQuery } from "../../kernel/read/page.ts";
import { countrySchema } from "../../kernel/values/country.ts";
import { opaqueId } from "../../kernel/values/id.ts";
import { currencySchema } from "../../kernel/values/money.ts";
import { createOption, deleteOption, updateOption } from "./commands.ts";
import { listOptions, listStoreOptions, readShippingOption } from "./queries.ts";
import { optionInput, optionPatch } from "./schema.ts";

const params = z.object({ id: opaqueId });
const path = "/v1/admin/shipping-options";
const returns = "The shipping option";

export const routes = [
  defineRoute({
    method: "get",
    path: "/v1/store/shipping-options",
    tag: "Storefront",
    operationId: "listStoreShippingOptions",
    summary: "List shipping options for a country",
    description:
      "Lists the shipping options for a country, with the lowest price that each can have in one currency. Needs no cart.",
    operation: listStoreOptions,
    query: z.strictObject({ country: countrySchema.optional(), currency: currencySchema.optional() }),
    input: ({ query: { country = null, currency = null } }) => ({ country, currency }),
    returns: "The shipping options",
  }),
  defineRoute({
    method: "get",
    path,
    tag: "Shipping options",
    operationId: "listShippingOptions",
    summary: "List shipping options",
    description: "Lists shipping options with their prices in every currency, oldest first.",
    operation: listOptions,
    query: z.strictObject(pageQuery),
    input: ({ page }) => page,
    returns: "A page of shipping options",
    refusals: ["invalid-cursor"],
  }),
  defineRoute({
    method: "post",
    path,
    tag: "Shipping options",
    operationId: "createShippingOption",
    summary: "Create a shipping option",
    description:
      "Creates a shipping option with a price per currency, or with rules for what baskets cost. Shoppers can choose it where it fits, in the currencies it has a price in.",
    operation: createOption,
    body: optionInput,
    input: ({ body }) => body,
    status: 201,
    returns,
    location: ({ id }) => `${path}/${id}`,
    refusals: ["currency-not-enabled", "invalid-prices", "unknown-reference", "too-large"],
  }),
  defineRoute({
    method: "get",
    path: `${path}/{id}`,
    tag: "Shipping options",
    operationId: "getShippingOption",
    summary: "Get a shipping option",
    description: "Returns a shipping option with its prices in every currency.",
    operation: readShippingOption,
    params,
    input: ({ params }) => params,
    returns,
  }),
  defineRoute({
    method: "patch",
    path: `${path}/{id}`,
    tag: "Shipping options",
    operationId: "updateShippingOption",
    summary: "Update a shipping option",
    description: "Fields that are left out stay. Lists replace what was there.",
    operation: updateOption,
    params,
    body: optionPatch,
    input: ({ params: { id }, body }) => ({ id, patch: body }),
    returns,
    refusals: ["currency-not-enabled", "invalid-prices", "unknown-reference", "too-large"],
  }),
  defineRoute({
    method: "delete",
    path: `${path}/{id}`,
    tag: "Shipping options",
    operationId: "deleteShippingOption",
    summary: "Delete a shipping option",
    description: "Shoppers can no longer choose it. Orders keep the option they were placed with.",
    operation: deleteOption,
    params,
    input: ({ params }) => params,
    returns: "Deleted",
  }),
];
