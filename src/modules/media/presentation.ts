import type { Row } from "../../kernel/storage/storage.ts";
import { kindOf } from "./bytes/types.ts";
import { type ListedMedia, type Media, mediaState } from "./schema.ts";

/**
 * Where a file is delivered, at the platform's origin. A file never changes, and neither does its address, but for the point
 * around which it is cropped.
 */
export function mediaUrl(tenantId: string, { id, name, focalPoint }: Media): string {
  const path = `/media/${tenantId}/${id}/${encodeURIComponent(name)}`;
  return focalPoint === null ? path : `${path}?fp=${focalPoint.x}-${focalPoint.y}`;
}

/** The wire shape of a file. */
export function toListedMedia(tenantId: string, media: Media, version: number): ListedMedia {
  return { ...media, type: kindOf(media.mediaType), url: mediaUrl(tenantId, media), version };
}

/** The file in a row of the read model. Undefined if it is gone. */
export function mediaIn(row: Row): Media | undefined {
  return mediaState.readJson(Number(row.state_version), String(row.state));
}
