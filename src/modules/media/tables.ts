import { index, integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";
import type { Media } from "./schema.ts";

/** The tables of `migrations/tenant/0117_media.sql`. */
export const mediaFiles = sqliteTable(
  "media",
  {
    id: text().primaryKey(),
    name: text().notNull(),
    mediaType: text("media_type").notNull(),
    size: integer().notNull(),
    width: integer(),
    height: integer(),
    translations: text({ mode: "json" }).$type<Media["translations"]>().notNull(),
    focalPoint: text("focal_point", { mode: "json" }).$type<NonNullable<Media["focalPoint"]>>(),
    createdAt: text("created_at").notNull(),
    updatedAt: text("updated_at").notNull(),
  },
  (table) => [index("media_size").on(table.size)],
);

export const mediaUploads = sqliteTable(
  "media_uploads",
  {
    id: text().primaryKey(),
    name: text().notNull(),
    declared: text(),
    /** The bytes that it will have, or may have. */
    size: integer().notNull(),
    /** What the storage calls the parts. Null before there are any. */
    begun: text(),
    inParts: integer("in_parts", { mode: "boolean" }).notNull(),
    /** Milliseconds since 1970. */
    createdAt: integer("created_at").notNull(),
    expiresAt: integer("expires_at").notNull(),
  },
  (table) => [index("media_uploads_due").on(table.expiresAt)],
);

export const mediaParts = sqliteTable(
  "media_parts",
  {
    uploadId: text("upload_id").notNull(),
    number: integer().notNull(),
    tag: text().notNull(),
  },
  (table) => [primaryKey({ columns: [table.uploadId, table.number] })],
);
