import * as z from "zod";
import { defineEvent } from "../../kernel/write/event.ts";
import { media } from "./schema.ts";

const file = { name: true, mediaType: true, size: true, width: true, height: true } as const;
const about = { name: true, translations: true, focalPoint: true } as const;

export const mediaUploaded = defineEvent("media.file.uploaded", "media", () => media.pick(file)).published(
  "name",
  "mediaType",
  "size",
  "width",
  "height",
);

/** Carries only what changed. */
export const mediaUpdated = defineEvent("media.file.updated", "media", () =>
  media.pick(about).partial(),
).published("name", "translations", "focalPoint");

export const mediaDeleted = defineEvent("media.file.deleted", "media", () => z.object({})).published();

/** An upload that came to nothing. `begun` is what the storage calls its parts. */
export const uploadDiscarded = defineEvent("media.upload.discarded", "media", () =>
  z.object({ begun: z.string().nullable() }),
).unpublished();

export const mediaEvents = [mediaUploaded, mediaUpdated, mediaDeleted, uploadDiscarded];
