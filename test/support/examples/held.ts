import type { Route } from "../../../src/kernel/api/route.ts";
import { newUlid } from "../../../src/kernel/values/id.ts";
import type { Running } from "../e2e/home.ts";
import type { MintedTenant } from "../http/minting.ts";
import { productBody, publishProduct } from "../http/products.ts";

/** Removes what `heldPath` has made: a dead letter makes the platform degraded. */
export async function release({ platform }: Running): Promise<void> {
  const database = await platform.runtime.getD1Database("DB");
  await database.prepare("DELETE FROM dead_letters").run();
}

/** The path of something that exists only after a failure. Null for everything else. */
export async function heldPath(running: Running, route: Route, tenant: MintedTenant): Promise<string | null> {
  if (!route.path.startsWith("/v1/ops/dead-letters/{id}")) return null;
  return route.path.replace("{id}", await makeDeadLetter(running, tenant));
}

/** As the projector leaves it. It would take five attempts, and a minute, to get a real one. */
async function makeDeadLetter({ send, platform }: Running, tenant: MintedTenant): Promise<string> {
  const { id: productId } = await publishProduct(send, tenant.adminKey, productBody("Lamp"));
  const id = `dl_${newUlid(Date.now(), Math.random)}`;
  const database = await platform.runtime.getD1Database("DB");
  const now = new Date().toISOString();
  await database
    .prepare(
      `INSERT INTO dead_letters (tenant_id, id, subscription, epoch, seq, type, version, aggregate_type, aggregate_id,
  aggregate_version, correlation_id, occurred_at, attempts, error, failed_at, event, status)
VALUES (?1, ?2, 'read-model', 1, 5, 'catalog.product.created', 1, 'product', ?3, 1, ?4, ?5, 5, ?6, ?5, NULL, 'open')`,
    )
    .bind(
      tenant.id,
      id,
      productId,
      newUlid(Date.now(), Math.random),
      now,
      "Error: the view can't take this product",
    )
    .run();
  return id;
}
