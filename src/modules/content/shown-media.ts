import { eq, sql } from "drizzle-orm";
import { index, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";
import tables from "../../../migrations/tenant/0131_node_media.sql";
import type { Migration, TenantDatabase } from "../../kernel/storage/storage.ts";
import type { MediaUser } from "../media/index.ts";
import { nodeKinds } from "./kinds.ts";
import type { NodeState } from "./nodes/schema.ts";

export const mediaMigration: Migration = { name: "0131_node_media", sql: tables };

/** The table of `migrations/tenant/0131_node_media.sql`. */
export const nodeMedia = sqliteTable(
  "node_media",
  {
    mediaId: text("media_id").notNull(),
    nodeId: text("node_id").notNull(),
    kind: text().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.mediaId, table.nodeId] }),
    index("node_media_node").on(table.nodeId),
  ],
);

type Showing = Pick<NodeState, "id" | "kind" | "featuredMedia" | "blocks" | "translations">;

/** Remembers which files a node shows: as its image, in its blocks, and in its texts, which name them by their addresses. */
export function writeNodeMedia(database: TenantDatabase, node: Showing): void {
  removeNodeMedia(database, node.id);
  for (const mediaId of mediaOf(node))
    database.insert(nodeMedia).values({ mediaId, nodeId: node.id, kind: node.kind }).run();
}

export function removeNodeMedia(database: TenantDatabase, nodeId: string): void {
  database.delete(nodeMedia).where(eq(nodeMedia.nodeId, nodeId)).run();
}

/** The ids of files that a node names anywhere. */
export function mediaOf({
  featuredMedia,
  blocks,
  translations,
}: Omit<Showing, "id" | "kind">): readonly string[] {
  const texts = [featuredMedia ?? "", JSON.stringify(blocks), ...translations.map(({ body }) => body ?? "")];
  return [...new Set(texts.flatMap((one) => one.match(/\bmed_[0-9A-HJKMNP-TV-Z]{26}\b/g) ?? []))];
}

/** How the module `media` learns which posts and pages show a file. */
export const nodesShowing: readonly MediaUser[] = nodeKinds.map(({ name }) => ({
  type: name,
  using: (database, mediaId, most) =>
    database
      .all<{ id: string }>(
        sql`SELECT node_id AS id FROM node_media WHERE media_id = ${mediaId} AND kind = ${name} ORDER BY node_id LIMIT ${most}`,
      )
      .map(({ id }) => id),
}));
