import { z } from "zod";
import type { ProblemCode } from "../../../kernel/api/problem.ts";
import { created, shown } from "../../../kernel/api/reply.ts";
import { defineRoute } from "../../../kernel/api/route.ts";
import { opaqueId } from "../../../kernel/values/id.ts";
import { availableOption } from "../../shipping/index.ts";
import { addItem, changeItem, openCart, removeItem, updateCart } from "./commands.ts";
import { readCartOptions, readOpenCart } from "./queries.ts";
import { cartInput, cartPatch, cartShape, itemInput, quantityInput } from "./schema.ts";

const path = "/v1/store/carts";
const params = z.object({ id: opaqueId });
const itemParams = params.extend({ itemId: opaqueId });
const theCart = { 200: { description: "The cart, at the prices of the moment", schema: cartShape } };
const notForSale: readonly ProblemCode[] = ["unknown-variant", "price-unavailable", "too-large"];

export const cartRoutes = [
  defineRoute({
    method: "post",
    path,
    summary: "Open a cart; whoever knows its id may use it",
    access: openCart.access,
    body: cartInput,
    replies: { 201: { description: "The cart", schema: cartShape } },
    refusals: [...notForSale, "currency-not-enabled"],
    async handle({ body, requestedLocales, services }) {
      return created(await services.execute(openCart, { ...body, requestedLocales }), path);
    },
  }),
  defineRoute({
    method: "get",
    path: `${path}/{id}`,
    summary: "Read a cart at the prices of the moment",
    access: readOpenCart.access,
    params,
    replies: theCart,
    refusals: ["too-large"],
    async handle({ params, services }) {
      return shown(await services.ask(readOpenCart, params));
    },
  }),
  defineRoute({
    method: "patch",
    path: `${path}/{id}`,
    summary: "Say who the shopper is, where things go and how; another currency prices every line anew",
    access: updateCart.access,
    params,
    body: cartPatch,
    replies: theCart,
    refusals: [
      "cart-completed",
      "currency-not-enabled",
      "price-unavailable",
      "unknown-reference",
      "too-large",
    ],
    async handle({ params: { id }, body, services }) {
      return shown(await services.execute(updateCart, { id, patch: body }));
    },
  }),
  defineRoute({
    method: "post",
    path: `${path}/{id}/items`,
    summary: "Put something into a cart; more of the same becomes one line",
    access: addItem.access,
    params,
    body: itemInput,
    replies: theCart,
    refusals: ["cart-completed", ...notForSale],
    async handle({ params: { id }, body, services }) {
      return shown(await services.execute(addItem, { id, ...body }));
    },
  }),
  defineRoute({
    method: "patch",
    path: `${path}/{id}/items/{itemId}`,
    summary: "Change how many of a line are wanted; 0 takes it out",
    access: changeItem.access,
    params: itemParams,
    body: quantityInput,
    replies: theCart,
    refusals: ["cart-completed", "too-large"],
    async handle({ params, body, services }) {
      return shown(await services.execute(changeItem, { ...params, ...body }));
    },
  }),
  defineRoute({
    method: "delete",
    path: `${path}/{id}/items/{itemId}`,
    summary: "Take a line out of a cart",
    access: removeItem.access,
    params: itemParams,
    replies: theCart,
    refusals: ["cart-completed", "too-large"],
    async handle({ params, services }) {
      return shown(await services.execute(removeItem, params));
    },
  }),
  defineRoute({
    method: "get",
    path: `${path}/{id}/shipping-options`,
    summary: "How a cart could be sent, and for how much",
    access: readCartOptions.access,
    params,
    replies: {
      200: { description: "The options", schema: z.object({ items: z.array(availableOption) }) },
    },
    async handle({ params, services }) {
      return shown(await services.ask(readCartOptions, params));
    },
  }),
];
