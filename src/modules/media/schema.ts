import * as z from "zod";
import { idText } from "../../kernel/values/id.ts";
import { localeSchema, storedLocale } from "../../kernel/values/locale.ts";
import { defineState } from "../../kernel/write/state.ts";
import { translationList } from "../translations/index.ts";
import { mediaKinds } from "./bytes/types.ts";
import { mediaIds } from "./ids.ts";

const instant = z.iso.datetime();

export const mediaKind = z.enum(mediaKinds);

/** The place of an image that stays when it is cropped, in percent from the left and from the top. */
const focalPoint = z.object({ x: z.int().min(0).max(100), y: z.int().min(0).max(100) });
const focalPointInput = focalPoint.strict();

const text = z.object({
  locale: storedLocale,
  alt: z.string().nullable(),
  caption: z.string().nullable(),
});
export type MediaText = z.infer<typeof text>;

/** A file as it is stored. Its bytes, type and size never change. */
export const media = z.object({
  id: idText(mediaIds.media),
  name: z.string(),
  mediaType: z.string(),
  size: z.int(),
  width: z.int().nullable(),
  height: z.int().nullable(),
  translations: z.array(text),
  focalPoint: focalPoint.nullable(),
  createdAt: instant,
  updatedAt: instant,
});
export type Media = z.infer<typeof media>;

export const mediaState = defineState("media", media);

const textPatch = z.strictObject({
  locale: localeSchema,
  alt: z.string().max(1_000).nullable().optional().describe("What it shows, for who doesn't see it."),
  caption: z.string().max(2_000).nullable().optional(),
  remove: z.literal(true).optional(),
});

export const mediaPatch = z.strictObject({
  name: z.string().trim().min(1).max(255).optional().describe("Its extension stays one of its type."),
  translations: translationList(textPatch).optional().describe("Merged by locale."),
  focalPoint: focalPointInput
    .nullable()
    .optional()
    .describe("What stays when it is cropped, in percent from the left and from the top. Null: the middle."),
});
export type MediaPatch = z.infer<typeof mediaPatch>;

/** A file as staff sees it. */
export const listedMedia = media.extend({
  type: mediaKind.describe("What kind of file it is."),
  url: z
    .string()
    .describe(
      "Its path at this origin. `w`, `h`, `fit` and `format` make other sizes and formats of an image.",
    ),
  version: z.int(),
});
export type ListedMedia = z.infer<typeof listedMedia>;

const mediaUse = z.object({ type: z.string(), id: z.string() });
export type MediaUse = z.infer<typeof mediaUse>;

export const mediaResponse = listedMedia.extend({
  usedBy: z.array(mediaUse).describe("What shows it."),
  usedByMore: z.boolean().describe("Whether more shows it than is listed."),
});
export type MediaResponse = z.infer<typeof mediaResponse>;

/** The names of these shapes in the API. */
export const mediaSchemas = {
  Media: mediaResponse,
  MediaSummary: listedMedia,
  MediaPatch: mediaPatch,
  MediaKind: mediaKind,
  MediaText: text,
  MediaTextPatch: textPatch,
  FocalPoint: focalPoint,
  FocalPointInput: focalPointInput,
  MediaUse: mediaUse,
};
