import * as z from "zod";
import { defineCustomRoute, defineRoute } from "../../../kernel/api/route.ts";
import { opaqueId } from "../../../kernel/values/id.ts";
import { ok } from "../../../kernel/values/result.ts";
import {
  cancelOrder,
  captureOrder,
  confirmOrder,
  deliverOrder,
  refundOrder,
  shipOrder,
  updateOrder,
} from "../changing/commands.ts";
import { cancelInput, confirmInput, orderPatch, refundInput, shipInput } from "../changing/schema.ts";
import { exportOrders } from "../export/workflows.ts";
import { readAnyOrder } from "../queries.ts";
import { listOrders } from "../view/list-orders.ts";
import { orderListQuery } from "../view/list-query.ts";

const params = z.object({ id: opaqueId });
const path = "/v1/admin/orders/{id}";
const returns = "The order";
const csv = "text/csv";

export const adminRoutes = [
  /** One path for two operations. The `Accept` header selects the operation. */
  defineCustomRoute({
    method: "get",
    path: "/v1/admin/orders",
    tag: "Orders",
    operationId: "listOrders",
    summary: "List orders",
    description:
      "Lists orders, without `sort` the newest first. With `Accept: text/csv` or `format=csv`, exports all that match: a row for each item, with the columns of Shopify's orders export.",
    operation: listOrders,
    query: orderListQuery,
    returns: "A page of orders, or all of them as CSV",
    mediaType: csv,
    refusals: ["invalid-cursor"],
    async handle({ query: { limit: _, cursor: __, count: ___, format, ...filters }, page, prefers }, invoke) {
      if (format === "csv" || (format === undefined && prefers(csv))) {
        const exported = await invoke(exportOrders, filters);
        return exported.ok ? ok({ status: 200, stream: exported.value, fileName: "orders.csv" }) : exported;
      }
      const listed = await invoke(listOrders, { ...filters, ...page });
      return listed.ok ? ok({ status: 200, page: listed.value }) : listed;
    },
  }),
  defineRoute({
    method: "get",
    path,
    tag: "Orders",
    operationId: "getOrder",
    summary: "Get an order",
    description:
      "Returns an order with its items, payments, fulfillments, refunds and timeline, as it is now.",
    operation: readAnyOrder,
    params,
    input: ({ params }) => params,
    returns,
  }),
  defineRoute({
    method: "patch",
    path,
    tag: "Orders",
    operationId: "updateOrder",
    summary: "Update an order",
    description:
      "Sets the shopper's note, the internal note or the e-mail address. Fields that are left out stay, and `null` clears a note. The order's token keeps opening it.",
    operation: updateOrder,
    params,
    body: orderPatch,
    input: ({ params, body }) => ({ ...params, ...body }),
    returns,
    refusals: ["too-large"],
  }),
  defineRoute({
    method: "post",
    path: `${path}/confirm`,
    tag: "Orders",
    operationId: "confirmOrder",
    summary: "Confirm an order",
    description:
      "Confirms a pending order whose backordered items have arrived. Earlier orders that wait for the same stock come first, unless `prioritize` is set.",
    operation: confirmOrder,
    params,
    body: confirmInput,
    input: ({ params, body }) => ({ ...params, ...body }),
    returns,
    refusals: ["invalid-transition", "insufficient-inventory"],
  }),
  defineRoute({
    method: "post",
    path: `${path}/capture`,
    tag: "Orders",
    operationId: "captureOrder",
    summary: "Capture an order's payment",
    description: "Marks the payment as received. The order is then paid.",
    operation: captureOrder,
    params,
    input: ({ params }) => params,
    returns,
    refusals: ["invalid-transition"],
  }),
  defineRoute({
    method: "post",
    path: `${path}/ship`,
    tag: "Orders",
    operationId: "shipOrder",
    summary: "Ship an order",
    description:
      "Ships all remaining items of a paid order, or some of them, and takes them from stock. The order is shipped when nothing is left.",
    operation: shipOrder,
    params,
    body: shipInput,
    input: ({ params, body }) => ({ ...params, ...body }),
    returns,
    refusals: [
      "invalid-transition",
      "exceeds-unshipped",
      "insufficient-inventory",
      "unknown-reference",
      "too-large",
    ],
  }),
  defineRoute({
    method: "post",
    path: `${path}/deliver`,
    tag: "Orders",
    operationId: "deliverOrder",
    summary: "Mark an order as delivered",
    description: "Marks a shipped order as delivered, which completes it.",
    operation: deliverOrder,
    params,
    input: ({ params }) => params,
    returns,
    refusals: ["invalid-transition"],
  }),
  defineRoute({
    method: "post",
    path: `${path}/cancel`,
    tag: "Orders",
    operationId: "cancelOrder",
    summary: "Cancel an order",
    description:
      "Cancels an order and releases its stock. A paid order is refunded; set `refund` to agree to that.",
    operation: cancelOrder,
    params,
    body: cancelInput,
    input: ({ params, body }) => ({ ...params, ...body }),
    returns,
    refusals: ["invalid-transition", "refund-required"],
  }),
  defineRoute({
    method: "post",
    path: `${path}/refunds`,
    tag: "Orders",
    operationId: "refundOrder",
    summary: "Refund an order",
    description: "Refunds part or all of what was captured and not yet refunded.",
    operation: refundOrder,
    params,
    body: refundInput,
    input: ({ params, body }) => ({ ...params, ...body }),
    returns,
    refusals: ["refund-exceeds-captured", "too-large"],
  }),
];
