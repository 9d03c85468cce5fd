import * as z from "zod";
import { refusal } from "../../../../kernel/api/problem.ts";
import { pageOf, pageOutput, uncountedPageRequest } from "../../../../kernel/read/page.ts";
import { defineViewQuery } from "../../../../kernel/read/query.ts";
import { join, sql, statement } from "../../../../kernel/storage/sql.ts";
import type { Row } from "../../../../kernel/storage/storage.ts";
import { opaqueId } from "../../../../kernel/values/id.ts";
import { ok, refused } from "../../../../kernel/values/result.ts";
import { type Delivery, delivery, deliveryStatus } from "../schema.ts";

export const deliveryListInput = uncountedPageRequest.extend({
  id: opaqueId,
  status: deliveryStatus.nullable().default(null),
});

/** Deliveries to an endpoint, the newest event first. */
export const findDeliveries = defineViewQuery({
  name: "webhooks.findDeliveries",
  access: "webhooks:list",
  internal: true,
  input: deliveryListInput,
  output: pageOutput(delivery),
  varies: [],
  async run(model, { id, limit, after, status }, { tenantId }) {
    const before = after?.[0] ?? null;
    const conditions = [
      sql`tenant_id = ${tenantId}`,
      sql`endpoint_id = ${id}`,
      ...(status === null ? [] : [sql`status = ${status}`]),
      ...(before === null ? [] : [sql`id < ${before}`]),
    ];
    const rows = await model.all(
      statement(sql`SELECT * FROM webhook_deliveries WHERE ${join(conditions, " AND ")}
        ORDER BY id DESC LIMIT ${limit + 1}`),
    );
    return ok(pageOf(rows, limit, (row) => [row.id ?? null], deliveryFrom));
  },
});

/** One delivery to an endpoint. */
export const findDelivery = defineViewQuery({
  name: "webhooks.findDelivery",
  access: "webhooks:read",
  internal: true,
  input: z.object({ id: opaqueId, deliveryId: opaqueId }),
  output: delivery,
  varies: [],
  async run(model, { id, deliveryId }, { tenantId }) {
    const [row] = await model.all(
      statement(sql`SELECT * FROM webhook_deliveries
        WHERE tenant_id = ${tenantId} AND endpoint_id = ${id} AND id = ${deliveryId}`),
    );
    return row === undefined
      ? refused(refusal("not-found", "There is no such delivery."))
      : ok(deliveryFrom(row));
  },
});

function deliveryFrom(row: Row): Delivery {
  return delivery.parse({
    id: row.id,
    endpointId: row.endpoint_id,
    eventId: row.event_id,
    type: row.type,
    seq: row.seq,
    subject: `${row.aggregate_type}/${row.aggregate_id}`,
    status: row.status,
    attempts: row.attempts,
    code: row.code,
    answer: row.answer,
    error: row.error,
    durationMs: row.duration_ms,
    firstAttemptAt: row.first_at,
    lastAttemptAt: row.last_at,
  });
}
