import { count, eq, sql } from "drizzle-orm";
import tables from "../../../migrations/tenant/0117_media.sql";
import { defineAggregate } from "../../kernel/module.ts";
import type { Migration, TenantDatabase } from "../../kernel/storage/storage.ts";
import { sentFields } from "../../kernel/values/patch.ts";
import { mediaDeleted, mediaUpdated, mediaUploaded } from "./events.ts";
import { type Media, mediaState } from "./schema.ts";
import { mediaFiles, mediaUploads } from "./tables.ts";

export const migration: Migration = { name: "0117_media", sql: tables };

export const mediaAggregate = defineAggregate(mediaState, {
  apply(database, event) {
    const { id } = event.aggregate;
    const at = event.occurredAt;
    switch (event.type) {
      case mediaUploaded.type: {
        const nothingSaid = { translations: [], focalPoint: null, createdAt: at, updatedAt: at };
        database
          .insert(mediaFiles)
          .values({ id, ...mediaUploaded.read(event), ...nothingSaid })
          .run();
        return;
      }
      case mediaUpdated.type: {
        const changes = { ...sentFields(mediaUpdated.read(event)), updatedAt: at };
        database.update(mediaFiles).set(changes).where(eq(mediaFiles.id, id)).run();
        return;
      }
      case mediaDeleted.type:
        database.delete(mediaFiles).where(eq(mediaFiles.id, id)).run();
    }
  },
  state: (database, id) => readMedia(database, id) ?? null,
});

/** A file by its id; undefined if there is none. */
export function readMedia(database: TenantDatabase, id: string): Media | undefined {
  return database.select().from(mediaFiles).where(eq(mediaFiles.id, id)).get();
}

/** What a tenant stores. */
export interface Stored {
  readonly files: number;
  readonly bytes: number;
  /** Uploads that have not ended. They count in the others too. */
  readonly uploads: number;
}

export function readStored(database: TenantDatabase): Stored {
  const sums = (table: typeof mediaFiles | typeof mediaUploads) =>
    database
      .select({ files: count(), bytes: sql<number>`coalesce(sum(${table.size}), 0)` })
      .from(table)
      .get() ?? { files: 0, bytes: 0 };
  const [whole, begun] = [sums(mediaFiles), sums(mediaUploads)];
  return { files: whole.files + begun.files, bytes: whole.bytes + begun.bytes, uploads: begun.files };
}
