import { index, integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";

const ofNode = {
  tenantId: text("tenant_id").notNull(),
  nodeId: text("node_id").notNull(),
  version: integer().notNull(),
  generation: integer().notNull().default(0),
};

/** The tables of `migrations/d1/0115_content_blocks.sql`. */
export const nodeBlocks = sqliteTable(
  "node_blocks",
  { ...ofNode, part: integer().notNull(), json: text().notNull() },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.nodeId, table.part] }),
    index("node_blocks_node").on(table.tenantId, table.nodeId),
  ],
);

export const nodeGrids = sqliteTable(
  "node_grids",
  {
    ...ofNode,
    position: integer().notNull(),
    kind: text().notNull(),
    value: text().notNull(),
    size: integer().notNull(),
    sort: text().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.tenantId, table.nodeId, table.position] }),
    index("node_grids_node").on(table.tenantId, table.nodeId),
  ],
);
