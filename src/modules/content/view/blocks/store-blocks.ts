import * as z from "zod";
import { type Fragment, sql, statement } from "../../../../kernel/storage/sql.ts";
import type { Row, Statement } from "../../../../kernel/storage/storage.ts";
import { pickLocale } from "../../../../kernel/values/locale.ts";
import { type GridProduct, gridStatement, readGrids } from "../../../listing/index.ts";
import { listedProduct } from "../../../products/index.ts";
import type { Shopper } from "../../../tenants/index.ts";
import { blockLimits } from "../../blocks/limits.ts";
import { type Block, block, blockType } from "../../blocks/schema.ts";

const data = z
  .record(z.string(), z.unknown())
  .describe(
    "What the block says in the shopper's language. Of `text` and `html` it has `html`, rendered and sanitized.",
  );

/** A block in the store: in the shopper's language. */
export const storeBlock = z.object({
  id: z.string(),
  type: blockType,
  position: z.int(),
  data,
  products: z
    .array(listedProduct)
    .optional()
    .describe(
      "Of a `product_grid`: what it shows now, each as a card, with prices in the shopper's currency.",
    ),
});
export type StoreBlock = z.infer<typeof storeBlock>;

/** The statements that read the blocks of the node `match.owner`, and the products of its grids. */
export function blockStatements(tenantId: string, match: Fragment, shopper: Shopper): readonly Statement[] {
  const grids = {
    definitions: [match],
    from: sql`match CROSS JOIN node_grids AS g INDEXED BY node_grids_node
      ON g.tenant_id = ${tenantId} AND g.node_id = match.owner AND match.target IS NULL`,
    most: blockLimits.gridProducts.value,
  };
  return [
    statement(sql`WITH ${match} SELECT b.json FROM match CROSS JOIN node_blocks AS b
      ON b.tenant_id = ${tenantId} AND b.node_id = match.owner AND match.target IS NULL ORDER BY b.part`),
    gridStatement(tenantId, grids, shopper),
  ];
}

const blocksSchema = z.array(block);

/** The blocks of these rows in the first of the shopper's languages that each has. Data is in the shop's own. */
export function toStoreBlocks(
  [parts, products]: readonly [readonly Row[], readonly Row[]],
  defaultLocale: string,
  shopper: Pick<Shopper, "locales" | "currency">,
): StoreBlock[] {
  if (parts.length === 0) return [];
  const blocks = blocksSchema.parse(JSON.parse(parts.map(({ json }) => String(json)).join("")));
  const byPosition: ReadonlyMap<number, readonly GridProduct[]> = readGrids(products, shopper);
  return inLanguage(blocks, defaultLocale, shopper.locales).map((one) =>
    one.type === "product_grid" ? { ...one, products: [...(byPosition.get(one.position) ?? [])] } : one,
  );
}

/** Rendered blocks in the first of some languages that each has, without the products of grids. */
export function inLanguage(
  blocks: readonly Block[],
  defaultLocale: string,
  locales: readonly string[],
): Omit<StoreBlock, "products">[] {
  const own = { locale: defaultLocale, data: {} };
  return blocks.map(({ id, type, position, data, translations }) => {
    const text = pickLocale([own, ...translations], locales) ?? own;
    return { id, type, position, data: { ...data, ...text.data } };
  });
}
