import * as z from "zod";
import { refusal } from "../../kernel/api/problem.ts";
import { defineObjectQuery } from "../../kernel/read/query.ts";
import type { TenantDatabase } from "../../kernel/storage/storage.ts";
import { versionOf } from "../../kernel/storage/version.ts";
import { canonicalId, opaqueId } from "../../kernel/values/id.ts";
import { ok, refused } from "../../kernel/values/result.ts";
import type { Context } from "../../kernel/write/command.ts";
import { loadSettings } from "../tenants/index.ts";
import { orderStateOf } from "./changing/derived-rules.ts";
import { orderIds } from "./ids.ts";
import { toListedOrder, toStoreOrder } from "./presentation.ts";
import { readKeys, readOrder } from "./store.ts";
import { expiryOf } from "./unpaid/store.ts";
import { type OrderResponse, orderShape, type StoreOrderResponse, storeOrderShape } from "./wire-schema.ts";

export const noSuchOrder = refusal("not-found", "There is no such order.");

/** Reads any order, for staff. */
export const readAnyOrder = defineObjectQuery({
  name: "orders.readOrder",
  access: "orders:read",
  input: z.object({ id: opaqueId }),
  target: ({ id }) => ({ type: "order", id: canonicalId(orderIds.order, id) }),
  output: orderShape,
  run(database, { id }, context) {
    const response = readOrderResponse(database, canonicalId(orderIds.order, id), context);
    return response === undefined ? refused(noSuchOrder) : ok(response);
  },
});

/** Reads the caller's own order, by account or by order token. Another order is not found. */
export const readOwnOrder = defineObjectQuery({
  name: "orders.readOwnOrder",
  access: "customer",
  opensByToken: true,
  input: z.object({ id: opaqueId, orderToken: z.string().nullable() }),
  output: storeOrderShape,
  run(database, { id, orderToken }, context) {
    const { actor } = context;
    const keys = readKeys(database, canonicalId(orderIds.order, id));
    const signedIn = actor.kind === "customer" && actor.id !== undefined && actor.id === keys?.customerId;
    // These are hashes of random tokens, so the time of the comparison reveals nothing.
    const hasToken = orderToken !== null && orderToken === keys?.accessTokenHash;
    return signedIn || hasToken
      ? ok(writtenStoreOrder(database, canonicalId(orderIds.order, id), context))
      : refused(noSuchOrder);
  },
});

/**
 * An order that exists, as the store API shows it. Only its customer learns whose it is: whoever orders with an e-mail address
 * must not find out whether it has an account.
 */
export function writtenStoreOrder(
  database: TenantDatabase,
  id: string,
  context: Pick<Context, "tenantId" | "actor">,
): StoreOrderResponse {
  const order = toStoreOrder(writtenOrder(database, id, context));
  const { actor } = context;
  const isOwn = actor.kind === "customer" && actor.id !== undefined && actor.id === order.customerId;
  return isOwn ? order : { ...order, customerId: null };
}

/** The wire shape of an order; undefined if there is none. */
export function readOrderResponse(
  database: TenantDatabase,
  id: string,
  context: Pick<Context, "tenantId">,
): OrderResponse | undefined {
  const order = readOrder(database, id);
  if (order === undefined) return undefined;
  const expiry = expiryOf(database, loadSettings(database, context), id);
  return {
    ...toListedOrder(orderStateOf(order), versionOf(database, "order", id)),
    expiresAt: expiry === null ? null : new Date(expiry).toISOString(),
  };
}

/** The order that a command has just written. */
export function writtenOrder(
  database: TenantDatabase,
  id: string,
  context: Pick<Context, "tenantId">,
): OrderResponse {
  const response = readOrderResponse(database, id, context);
  if (response === undefined) throw new Error(`${id} was just written but cannot be read`);
  return response;
}
