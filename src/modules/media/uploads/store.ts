import { asc, eq, lte, min } from "drizzle-orm";
import type { TenantDatabase } from "../../../kernel/storage/storage.ts";
import { mediaLimits } from "../limits.ts";
import { mediaParts, mediaUploads } from "../tables.ts";
import { countParts } from "./parts.ts";
import type { OpenUpload, UploadResponse } from "./schema.ts";

type UploadRow = typeof mediaUploads.$inferSelect;

/** An upload by its id; undefined if there is none, or it has ended. */
export function readUpload(database: TenantDatabase, id: string): UploadRow | undefined {
  return database.select().from(mediaUploads).where(eq(mediaUploads.id, id)).get();
}

/** Uploads whose time is over, oldest first. */
export function expiredUploads(database: TenantDatabase, now: number, most: number): readonly UploadRow[] {
  return database
    .select()
    .from(mediaUploads)
    .where(lte(mediaUploads.expiresAt, now))
    .orderBy(asc(mediaUploads.expiresAt))
    .limit(most)
    .all();
}

/** When the next upload is over; null if there is none. */
export function nextExpiry(database: TenantDatabase): number | null {
  const row = database
    .select({ at: min(mediaUploads.expiresAt) })
    .from(mediaUploads)
    .get();
  return row?.at ?? null;
}

export function writeUpload(database: TenantDatabase, upload: UploadRow): void {
  database.insert(mediaUploads).values(upload).run();
}

/** Remembers what the storage calls the parts. */
export function writeBegun(database: TenantDatabase, id: string, begun: string): void {
  database.update(mediaUploads).set({ begun }).where(eq(mediaUploads.id, id)).run();
}

/** A part that is sent again replaces the one before. */
export function writePart(database: TenantDatabase, uploadId: string, number: number, tag: string): void {
  database
    .insert(mediaParts)
    .values({ uploadId, number, tag })
    .onConflictDoUpdate({ target: [mediaParts.uploadId, mediaParts.number], set: { tag } })
    .run();
}

/** Forgets the parts that have arrived. */
export function removeParts(database: TenantDatabase, id: string): void {
  database.delete(mediaParts).where(eq(mediaParts.uploadId, id)).run();
}

export function removeUpload(database: TenantDatabase, id: string): void {
  removeParts(database, id);
  database.delete(mediaUploads).where(eq(mediaUploads.id, id)).run();
}

/** An upload with the parts that have arrived. */
export function openUploadOf(database: TenantDatabase, upload: UploadRow): OpenUpload {
  const { id, name, declared, size, begun } = upload;
  const { number, tag, uploadId } = mediaParts;
  const parts = database
    .select({ number, tag })
    .from(mediaParts)
    .where(eq(uploadId, id))
    .orderBy(asc(number))
    .all();
  return { id, name, declared, size, begun, parts };
}

/** The wire shape of an upload in parts. */
export function toUploadResponse(database: TenantDatabase, upload: UploadRow): UploadResponse {
  const { id, name, size, expiresAt } = upload;
  return {
    id,
    name,
    size,
    partSize: mediaLimits.part.value,
    parts: countParts(size),
    received: openUploadOf(database, upload).parts.map(({ number }) => number),
    expiresAt: new Date(expiresAt).toISOString(),
  };
}
