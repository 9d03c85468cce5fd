import * as z from "zod";
import { shownAs } from "../../../kernel/api/query-parameters.ts";
import { defineRoute } from "../../../kernel/api/route.ts";
import { opaqueId } from "../../../kernel/values/id.ts";
import { mediaLimits } from "../limits.ts";
import type { MediaResponse } from "../schema.ts";
import { discardUpload, readUploadState } from "./commands.ts";
import { type UploadResponse, uploadInput } from "./schema.ts";
import { beginMediaUpload, completeMediaUpload, putMediaPart, uploadMedia } from "./workflows.ts";

const path = "/v1/admin/media/uploads";
const params = z.object({ id: opaqueId });
const aboutNumber = "The number of a part. They are counted from 1.";
const partParams = params.extend({
  number: shownAs(
    () => z.int().min(1).max(99_999).describe(aboutNumber),
    z
      .string()
      .regex(/^[1-9]\d{0,4}$/)
      .transform(Number)
      .describe(aboutNumber),
  ),
});
const nameQuery = z.strictObject({
  name: z
    .string()
    .min(1)
    .max(1_024)
    .optional()
    .transform((name) => name ?? null)
    .describe("The name of the file. In a form, the one of the part by default."),
});

type UploadRequest = {
  readonly body: ReadableStream<Uint8Array>;
  readonly contentType: string;
  readonly name: string | null;
};
type PartRequest = {
  readonly id: string;
  readonly number: number;
  readonly body: ReadableStream<Uint8Array>;
};

/** A form has some lines besides the file. */
const formBytes = 64 * 1024;

export const uploadRoutes = [
  defineRoute<UploadRequest, MediaResponse, undefined, z.infer<typeof nameQuery>, ReadableStream<Uint8Array>>(
    {
      method: "post",
      path: "/v1/admin/media",
      tag: "Media",
      operationId: "uploadMediaFile",
      summary: "Upload a file",
      description:
        "Stores a file of up to 25 MiB: the body itself with its name in `?name=`, or the part `file` of a form. The content decides which type it has, and metadata such as the place of a photo is removed. SVGs are stored without scripts and references to elsewhere.",
      operation: uploadMedia,
      query: nameQuery,
      upload: {
        mediaType: "application/octet-stream",
        maxBytes: mediaLimits.file.value + formBytes,
        anyType: true,
        alternatives: [{ mediaType: "multipart/form-data" }],
      },
      input: ({ body, contentType, query: { name } }) => ({ body, contentType, name }),
      status: 201,
      returns: "The file",
      location: ({ id }) => `/v1/admin/media/${id}`,
      refusals: [
        "unsupported-media",
        "media-type-mismatch",
        "unreadable-media",
        "too-large",
        "idempotency-in-progress",
      ],
    },
  ),
  defineRoute({
    method: "post",
    path,
    tag: "Media",
    operationId: "beginMediaUpload",
    summary: "Begin a file that is uploaded in parts",
    description:
      "Begins a file of up to 1 GiB. Send its parts in any order, and again where one was broken off. An upload that is not complete after a day is removed.",
    operation: beginMediaUpload,
    body: uploadInput,
    input: ({ body }) => body,
    status: 201,
    returns: "The upload",
    location: ({ id }: UploadResponse) => `${path}/${id}`,
    refusals: ["too-large", "idempotency-in-progress"],
  }),
  defineRoute({
    method: "get",
    path: `${path}/{id}`,
    tag: "Media",
    operationId: "getMediaUpload",
    summary: "Get an upload",
    description: "Says which parts of a file have arrived, to go on after a break.",
    operation: readUploadState,
    params,
    input: ({ params }) => params,
    returns: "The upload",
  }),
  defineRoute<PartRequest, UploadResponse, z.infer<typeof partParams>, undefined, ReadableStream<Uint8Array>>(
    {
      method: "put",
      path: `${path}/{id}/parts/{number}`,
      tag: "Media",
      operationId: "putMediaPart",
      summary: "Send a part of a file",
      description:
        "Stores a part: `partSize` bytes, or the rest of the file if it is the last one. A part that is sent again replaces the one before.",
      operation: putMediaPart,
      params: partParams,
      upload: { mediaType: "application/octet-stream", maxBytes: mediaLimits.part.value, anyType: true },
      input: ({ params: { id, number }, body }) => ({ id, number, body }),
      returns: "The upload",
      refusals: ["wrong-part-size"],
    },
  ),
  defineRoute({
    method: "post",
    path: `${path}/{id}/complete`,
    tag: "Media",
    operationId: "completeMediaUpload",
    summary: "Complete an upload",
    description:
      "Makes the parts a file, as if it had been uploaded at once. What is no file that media can have ends the upload.",
    operation: completeMediaUpload,
    params,
    input: ({ params }) => params,
    returns: "The file",
    refusals: ["upload-incomplete", "unsupported-media", "media-type-mismatch", "unreadable-media"],
  }),
  defineRoute({
    method: "delete",
    path: `${path}/{id}`,
    tag: "Media",
    operationId: "discardMediaUpload",
    summary: "Give up an upload",
    description: "Ends an upload. What has arrived of it is removed.",
    operation: discardUpload,
    params,
    input: ({ params }) => params,
    returns: "Ended",
  }),
];
