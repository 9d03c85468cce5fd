import { z } from "zod";
import { listed, shown } from "../../kernel/api/reply.ts";
import { defineRoute } from "../../kernel/api/route.ts";
import { listSchema } from "../../kernel/read/page.ts";
import { opaqueId } from "../../kernel/values/id.ts";
import {
  cancelOrder,
  captureOrder,
  confirmOrder,
  deliverOrder,
  refundOrder,
  shipOrder,
  updateOrder,
} from "./changing/commands.ts";
import { cancelInput, orderPatch, refundInput, shipInput } from "./changing/schema.ts";
import { readAnyOrder } from "./queries.ts";
import { listOrders } from "./view/list-orders.ts";
import { orderListQuery } from "./view/list-query.ts";
import { orderShape } from "./wire-schema.ts";

const params = z.object({ id: opaqueId });
const replies = { 200: { description: "The order", schema: orderShape } } as const;
const path = "/v1/admin/orders/{id}";

export const adminRoutes = [
  defineRoute({
    method: "get",
    path: "/v1/admin/orders",
    summary: "List orders, the newest first",
    access: "orders:list",
    query: orderListQuery,
    replies: { 200: { description: "A page of orders", schema: listSchema(orderShape) } },
    refusals: ["invalid-cursor"],
    async handle({ query: { q = null, from = null, to = null, ...query }, page, services }) {
      return listed(await services.read(listOrders, { filters: { ...query, q, from, to }, page }));
    },
  }),
  defineRoute({
    method: "get",
    path,
    summary: "Read an order as it is now",
    access: readAnyOrder.access,
    params,
    replies,
    async handle({ params, services }) {
      return shown(await services.ask(readAnyOrder, params));
    },
  }),
  defineRoute({
    method: "patch",
    path,
    summary: "Change the note of an order",
    access: updateOrder.access,
    params,
    body: orderPatch,
    replies,
    refusals: ["too-large"],
    async handle({ params, body, services }) {
      return shown(await services.execute(updateOrder, { ...params, ...body }));
    },
  }),
  defineRoute({
    method: "post",
    path: `${path}/confirm`,
    summary: "Confirm an order: what was on backorder has come",
    access: confirmOrder.access,
    params,
    replies,
    refusals: ["invalid-transition", "insufficient-inventory"],
    async handle({ params, services }) {
      return shown(await services.execute(confirmOrder, params));
    },
  }),
  defineRoute({
    method: "post",
    path: `${path}/capture`,
    summary: "Mark the payment of an order as received",
    access: captureOrder.access,
    params,
    idempotencyKey: "required",
    replies,
    refusals: ["invalid-transition"],
    async handle({ params, services }) {
      return shown(await services.execute(captureOrder, params));
    },
  }),
  defineRoute({
    method: "post",
    path: `${path}/ship`,
    summary: "Ship what is left of a paid order, or some of it",
    access: shipOrder.access,
    params,
    body: shipInput,
    replies,
    refusals: ["invalid-transition", "exceeds-unshipped", "insufficient-inventory", "too-large"],
    async handle({ params, body, services }) {
      return shown(await services.execute(shipOrder, { ...params, ...body }));
    },
  }),
  defineRoute({
    method: "post",
    path: `${path}/deliver`,
    summary: "Mark a shipped order as delivered, which completes it",
    access: deliverOrder.access,
    params,
    replies,
    refusals: ["invalid-transition"],
    async handle({ params, services }) {
      return shown(await services.execute(deliverOrder, params));
    },
  }),
  defineRoute({
    method: "post",
    path: `${path}/cancel`,
    summary: "Cancel an order and give back what is reserved for it; a paid one with its money",
    access: cancelOrder.access,
    params,
    body: cancelInput,
    replies,
    refusals: ["invalid-transition", "refund-required"],
    async handle({ params, body, services }) {
      return shown(await services.execute(cancelOrder, { ...params, ...body }));
    },
  }),
  defineRoute({
    method: "post",
    path: `${path}/refunds`,
    summary: "Give back some of the money that was captured",
    access: refundOrder.access,
    params,
    body: refundInput,
    idempotencyKey: "required",
    replies,
    refusals: ["refund-exceeds-captured", "too-large"],
    async handle({ params, body, services }) {
      return shown(await services.execute(refundOrder, { ...params, ...body }));
    },
  }),
];
