import { z } from "zod";
import { refusal } from "../../kernel/api/problem.ts";
import { defineObjectQuery } from "../../kernel/read/query.ts";
import type { TenantDatabase } from "../../kernel/storage/storage.ts";
import { versionOf } from "../../kernel/storage/version.ts";
import { canonicalId, opaqueId } from "../../kernel/values/id.ts";
import { ok, refused } from "../../kernel/values/result.ts";
import { orderStateOf } from "./changing/derived-rules.ts";
import { orderIds } from "./ids.ts";
import { toOrderResponse, toStoreOrderResponse } from "./presentation.ts";
import type { OrderState } from "./schema.ts";
import { readKeys, readOrder } from "./store.ts";
import { type OrderResponse, orderShape, type StoreOrderResponse, storeOrderShape } from "./wire-schema.ts";

export const noSuchOrder = refusal("not-found", "There is no such order.");

/** Reads any order, for staff. */
export const readAnyOrder = defineObjectQuery({
  name: "orders.readOrder",
  access: "orders:read",
  input: z.object({ id: opaqueId }),
  output: orderShape,
  run(database, { id }) {
    const response = readOrderResponse(database, canonicalId(orderIds.order, id));
    return response === undefined ? refused(noSuchOrder) : ok(response);
  },
});

/** Reads the caller's own order, by account or by order token. Another order is not found. */
export const readOwnOrder = defineObjectQuery({
  name: "orders.readOwnOrder",
  access: "customer",
  input: z.object({ id: opaqueId, orderToken: z.string().nullable() }),
  output: storeOrderShape,
  run(database, { id, orderToken }, { actor }) {
    const keys = readKeys(database, canonicalId(orderIds.order, id));
    const signedIn = actor.kind === "customer" && actor.id !== undefined && actor.id === keys?.customerId;
    // These are hashes of random tokens, so the time of the comparison reveals nothing.
    const hasToken = orderToken !== null && orderToken === keys?.accessTokenHash;
    return signedIn || hasToken
      ? ok(writtenStoreOrder(database, canonicalId(orderIds.order, id)))
      : refused(noSuchOrder);
  },
});

/** The admin API's response for an order; undefined if there is none. */
export function readOrderResponse(database: TenantDatabase, id: string): OrderResponse | undefined {
  return rendered(database, id, toOrderResponse);
}

/** The admin API's response for the order that a command has just written. */
export function writtenOrder(database: TenantDatabase, id: string): OrderResponse {
  return existing(id, rendered(database, id, toOrderResponse));
}

/** The store API's response for an order that exists. */
export function writtenStoreOrder(database: TenantDatabase, id: string): StoreOrderResponse {
  return existing(id, rendered(database, id, toStoreOrderResponse));
}

function rendered<Response>(
  database: TenantDatabase,
  id: string,
  render: (state: OrderState, version: number) => Response,
): Response | undefined {
  const order = readOrder(database, id);
  return order && render(orderStateOf(order), versionOf(database, "order", id));
}

function existing<Response>(id: string, response: Response | undefined): Response {
  if (response === undefined) throw new Error(`${id} was just written but cannot be read`);
  return response;
}
