import * as z from "zod";
import { gridSort } from "../../blocks/data.ts";
import type { Block } from "../../blocks/schema.ts";

/** What every row of a node has. */
interface Shared {
  readonly tenantId: string;
  readonly nodeId: string;
  readonly version: number;
}

const grid = z.object({
  collection: z.string().optional(),
  category: z.string().optional(),
  productIds: z.array(z.string()).optional(),
  limit: z.int().default(12),
  sort: gridSort.default("manual"),
});

/** Which products the product grids of a node show. */
export function gridsOf(shared: Shared, blocks: readonly Block[]) {
  return blocks.flatMap(({ type, position, data }) => {
    if (type !== "product_grid") return [];
    const { limit: size, sort, ...source } = grid.parse(data);
    return [{ ...shared, position, size, sort, ...sourceOf(source) }];
  });
}

function sourceOf({ collection, category, productIds }: Partial<z.infer<typeof grid>>) {
  if (collection !== undefined) return { kind: "collection", value: collection };
  if (category !== undefined) return { kind: "category", value: category };
  if (productIds !== undefined) return { kind: "products", value: JSON.stringify(productIds) };
  return { kind: "newest", value: "" };
}
