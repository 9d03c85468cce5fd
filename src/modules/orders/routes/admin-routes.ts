import { z } from "zod";
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
    summary:
      "List orders. Without `sort`, the newest are first. With `Accept: text/csv`, export all that match as CSV: a row for each item, with the columns of Shopify's orders export",
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
    summary: "Read an order",
    operation: readAnyOrder,
    params,
    input: ({ params }) => params,
    returns,
  }),
  defineRoute({
    method: "patch",
    path,
    summary: "Update the notes of an order",
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
    summary: "Confirm an order whose backordered items have arrived. Earlier orders come first",
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
    summary: "Capture the payment of an order",
    operation: captureOrder,
    params,
    input: ({ params }) => params,
    returns,
    refusals: ["invalid-transition"],
  }),
  defineRoute({
    method: "post",
    path: `${path}/ship`,
    summary: "Ship all remaining items of a paid order, or some of them",
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
    summary: "Mark a shipped order as delivered, which completes it",
    operation: deliverOrder,
    params,
    input: ({ params }) => params,
    returns,
    refusals: ["invalid-transition"],
  }),
  defineRoute({
    method: "post",
    path: `${path}/cancel`,
    summary: "Cancel an order and release its stock. A paid order is refunded",
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
    summary: "Refund part or all of the captured amount",
    operation: refundOrder,
    params,
    body: refundInput,
    input: ({ params, body }) => ({ ...params, ...body }),
    returns,
    refusals: ["refund-exceeds-captured", "too-large"],
  }),
];
