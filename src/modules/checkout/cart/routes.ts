import * as z from "zod";
import type { ProblemCode } from "../../../kernel/api/problem.ts";
import { defineRoute } from "../../../kernel/api/route.ts";
import { opaqueId } from "../../../kernel/values/id.ts";
import { readCartOptions } from "./queries.ts";
import { cartInput, cartPatch, codeInput, itemInput, quantityInput } from "./schema.ts";
import {
  addCartCode,
  addCartItem,
  changeCartItem,
  createCart,
  patchCart,
  removeCartCode,
  removeCartItem,
  showCart,
} from "./workflows.ts";

const path = "/v1/store/carts";
const params = z.object({ id: opaqueId });
const itemParams = params.extend({ itemId: opaqueId });
const returns = "The cart, at current prices";
const notForSale: readonly ProblemCode[] = ["unknown-variant", "price-unavailable", "too-large"];

export const cartRoutes = [
  defineRoute({
    method: "post",
    path,
    tag: "Carts",
    operationId: "createCart",
    summary: "Create a cart",
    description: "Creates a cart, with items if wanted. Its id is the secret that gives access to it.",
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
    tag: "Carts",
    operationId: "getCart",
    summary: "Get a cart",
    description:
      "Returns a cart at current prices. `priceChanged` marks lines whose price differs from the last change of the cart.",
    operation: showCart,
    params,
    input: ({ params }) => params,
    returns,
    refusals: ["too-large"],
  }),
  defineRoute({
    method: "patch",
    path: `${path}/{id}`,
    tag: "Carts",
    operationId: "updateCart",
    summary: "Update a cart",
    description:
      "Sets contact, addresses, shipping option, language, currency or note. Fields that are left out stay, and `null` clears a field. A change of currency reprices every line.",
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
    tag: "Carts",
    operationId: "addCartItem",
    summary: "Add an item to a cart",
    description: "Adds a line. If the variant is already in the cart, the quantity of its line increases.",
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
    tag: "Carts",
    operationId: "updateCartItem",
    summary: "Update a line of a cart",
    description: "Sets the quantity of a line. 0 removes it.",
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
    tag: "Carts",
    operationId: "removeCartItem",
    summary: "Remove a line from a cart",
    description: "Removes a line and returns the cart without it.",
    operation: removeCartItem,
    params: itemParams,
    input: ({ params }) => params,
    returns,
    refusals: ["cart-completed", "too-large"],
  }),
  defineRoute({
    method: "post",
    path: `${path}/{id}/codes`,
    tag: "Carts",
    operationId: "addCartCode",
    summary: "Enter a code",
    description:
      "Adds the code of a promotion. A code whose conditions do not hold yet stays in the cart, and applies as soon as they hold: `codes` says why it does not.",
    operation: addCartCode,
    params,
    body: codeInput,
    input: ({ params: { id }, body }) => ({ id, ...body }),
    returns,
    refusals: ["cart-completed", "code-unknown", "code-expired", "code-used-up", "too-large"],
  }),
  defineRoute({
    method: "delete",
    path: `${path}/{id}/codes/{code}`,
    tag: "Carts",
    operationId: "removeCartCode",
    summary: "Remove a code",
    description: "Removes a code and returns the cart without it. Case does not matter.",
    operation: removeCartCode,
    params: params.extend({ code: z.string().min(1).max(64).describe("The code.") }),
    input: ({ params }) => params,
    returns,
    refusals: ["cart-completed", "too-large"],
  }),
  defineRoute({
    method: "get",
    path: `${path}/{id}/shipping-options`,
    tag: "Carts",
    operationId: "listCartShippingOptions",
    summary: "List a cart's shipping options",
    description:
      "Lists the shipping options that fit a cart and its address, each with its price in the cart's currency after promotions. If the cart needs several, the price is the sum.",
    operation: readCartOptions,
    params,
    input: ({ params }) => params,
    returns: "The shipping options",
  }),
];
