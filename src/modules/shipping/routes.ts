import { z } from "zod";
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
    summary: "List the shipping options for a country, with their prices in one currency. Needs no cart",
    operation: listStoreOptions,
    query: z.object({ country: countrySchema.optional(), currency: currencySchema.optional() }).strict(),
    input: ({ query: { country = null, currency = null } }) => ({ country, currency }),
    returns: "The shipping options",
  }),
  defineRoute({
    method: "get",
    path,
    summary: "List shipping options",
    operation: listOptions,
    query: z.object(pageQuery).strict(),
    input: ({ page }) => page,
    returns: "A page of shipping options",
    refusals: ["invalid-cursor"],
  }),
  defineRoute({
    method: "post",
    path,
    summary: "Create a shipping option with a price per currency",
    operation: createOption,
    body: optionInput,
    input: ({ body }) => body,
    status: 201,
    returns,
    location: ({ id }) => `${path}/${id}`,
    refusals: ["currency-not-enabled", "invalid-prices", "too-large"],
  }),
  defineRoute({
    method: "get",
    path: `${path}/{id}`,
    summary: "Read a shipping option",
    operation: readShippingOption,
    params,
    input: ({ params }) => params,
    returns,
  }),
  defineRoute({
    method: "patch",
    path: `${path}/{id}`,
    summary: "Update a shipping option. `prices` replaces all prices",
    operation: updateOption,
    params,
    body: optionPatch,
    input: ({ params: { id }, body }) => ({ id, patch: body }),
    returns,
    refusals: ["currency-not-enabled", "invalid-prices"],
  }),
  defineRoute({
    method: "delete",
    path: `${path}/{id}`,
    summary: "Delete a shipping option. Orders keep the option they were placed with",
    operation: deleteOption,
    params,
    input: ({ params }) => params,
    returns: "Deleted",
  }),
];
