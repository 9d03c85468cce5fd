import * as z from "zod";
import { idText } from "../../../kernel/values/id.ts";
import { mediaIds } from "../ids.ts";
import { mediaLimits } from "../limits.ts";

const fileName = z.string().trim().min(1).max(1_024);

export const uploadInput = z.strictObject({
  name: fileName,
  size: z.int().min(1).max(mediaLimits.fileInParts.value).describe("The bytes of the whole file."),
  mediaType: z
    .string()
    .min(1)
    .max(255)
    .optional()
    .describe("If it is given, the content has to be of this type. Otherwise its type is found out."),
});
export type UploadInput = z.infer<typeof uploadInput>;

/** An upload in parts, as it is now. */
export const uploadResponse = z.object({
  id: idText(mediaIds.media).describe("The id that the file will have."),
  name: z.string(),
  size: z.int(),
  partSize: z.int().describe("The bytes of every part but the last."),
  parts: z.int().describe("How many parts there are, numbered from 1."),
  received: z.array(z.int()).describe("The parts that have arrived."),
  expiresAt: z.iso.datetime().describe("When what has arrived is removed, unless it is complete."),
});
export type UploadResponse = z.infer<typeof uploadResponse>;

/** An upload as the workflows need it. */
export const openUpload = z.object({
  id: z.string(),
  name: z.string(),
  declared: z.string().nullable(),
  size: z.int(),
  begun: z.string().nullable(),
  parts: z.array(z.object({ number: z.int(), tag: z.string() })).readonly(),
});
export type OpenUpload = z.infer<typeof openUpload>;

/** The names of these shapes in the API. */
export const uploadSchemas = { MediaUploadInput: uploadInput, MediaUpload: uploadResponse };
