import * as z from "zod";
import { type Fragment, sql } from "../../kernel/storage/sql.ts";
import { noRating, type Rating } from "./rating.ts";

/** The rating of a product, as a column of a statement. */
export function ratingColumn(tenantId: string, productId: Fragment): Fragment {
  return sql`(SELECT json_array(r.average, r.reviews) FROM product_ratings AS r
    WHERE r.tenant_id = ${tenantId} AND r.product_id = ${productId})`;
}

const stored = z.tuple([z.int(), z.int()]);

/** Reads `ratingColumn`. */
export function readRating(column: unknown): Rating {
  if (typeof column !== "string") return noRating;
  const [average, count] = stored.parse(JSON.parse(column));
  return { average: average / 100, count };
}
