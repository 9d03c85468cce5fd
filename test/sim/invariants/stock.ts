import { Broken } from "../violation.ts";
import type { Host } from "../world/object/host.ts";

const wrongLevels = `WITH held AS (
  SELECT variant_id, location_id, sum(quantity) AS quantity, sum(backordered) AS backordered
  FROM reservations GROUP BY variant_id, location_id
)
SELECT level.variant_id, level.location_id, level.stocked, level.reserved, held.quantity
FROM inventory_levels AS level LEFT JOIN held USING (variant_id, location_id)
WHERE level.stocked < 0 OR level.reserved <> coalesce(held.quantity, 0)
  OR level.backordered <> coalesce(held.backordered, 0)
UNION ALL
SELECT variant_id, location_id, NULL, NULL, quantity FROM held
WHERE NOT EXISTS (SELECT 1 FROM inventory_levels AS level
  WHERE level.variant_id = held.variant_id AND level.location_id = held.location_id)
LIMIT 1`;

/** Checks that every level matches its reservations. */
export function checkStock(host: Host): void {
  const [wrong] = host.sqlite.rows(wrongLevels);
  if (wrong !== undefined)
    throw new Broken("stock is never negative and reserved equals the reservations", JSON.stringify(wrong));
}
