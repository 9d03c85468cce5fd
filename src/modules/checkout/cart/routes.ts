import { z } from "zod";
import type { ProblemCode } from "../../../kernel/api/problem.ts";
import { defineRoute } from "../../../kernel/api/route.ts";
import { opaqueId } from "../../../kernel/values/id.ts";
import { readCartOptions } from "./queries.ts";
import { cartInput, cartPatch, itemInput, quantityInput } from "./schema.ts";
import { addCartItem, changeCartItem, createCart, patchCart, removeCartItem, showCart } from "./workflows.ts";

const path = "/v1/store/carts";
const params = z.object({ id: opaqueId });
const itemParams = params.extend({ itemId: opaqueId });
const returns = "The cart, at current prices";
const notForSale: readonly ProblemCode[] = ["unknown-variant", "price-unavailable", "too-large"];

export const cartRoutes = [
  defineRoute({
    method: "post",
    path,
    summary: "Create a cart. Its id is the secret that gives access to it",
    operation: createCart,
    body: cartInput,
    input: ({ body, requestedLocales }) => ({ ...body, requestedLocales }),
    status: 201,
    returns,
    location: ({ id }) => `${path}/${id}`,
    refusals: [...notForSale, "currency-not-enabled"],
  }),
  defineRoute({
    method: "get",
    path: `${path}/{id}`,
    summary: "Read a cart at current prices",
    operation: showCart,
    params,
    input: ({ params }) => params,
    returns,
    refusals: ["too-large"],
  }),
  defineRoute({
    method: "patch",
    path: `${path}/{id}`,
    summary:
      "Update a cart's contact, addresses, shipping option or currency. Changing the currency reprices every line",
    operation: patchCart,
    params,
    body: cartPatch,
    input: ({ params: { id }, body }) => ({ id, patch: body }),
    returns,
    refusals: [
      "cart-completed",
      "currency-not-enabled",
      "price-unavailable",
      "unknown-reference",
      "too-large",
    ],
  }),
  defineRoute({
    method: "post",
    path: `${path}/{id}/items`,
    summary: "Add an item to a cart. If the variant is already in the cart, its quantity increases",
    operation: addCartItem,
    params,
    body: itemInput,
    input: ({ params: { id }, body }) => ({ id, ...body }),
    returns,
    refusals: ["cart-completed", ...notForSale],
  }),
  defineRoute({
    method: "patch",
    path: `${path}/{id}/items/{itemId}`,
    summary: "Change the quantity of a line. 0 removes it",
    operation: changeCartItem,
    params: itemParams,
    body: quantityInput,
    input: ({ params, body }) => ({ ...params, ...body }),
    returns,
    refusals: ["cart-completed", "too-large"],
  }),
  defineRoute({
    method: "delete",
    path: `${path}/{id}/items/{itemId}`,
    summary: "Remove a line from a cart",
    operation: removeCartItem,
    params: itemParams,
    input: ({ params }) => params,
    returns,
    refusals: ["cart-completed", "too-large"],
  }),
  defineRoute({
    method: "get",
    path: `${path}/{id}/shipping-options`,
    summary: "List the shipping options of a cart, with their prices",
    operation: readCartOptions,
    params,
    input: ({ params }) => params,
    returns: "The shipping options",
  }),
];
