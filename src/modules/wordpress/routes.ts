import { defineRoute } from "../../kernel/api/route.ts";
import { wordpressLimits } from "./limits.ts";
import type { WordpressReport } from "./schema.ts";
import { importWordpress } from "./workflows.ts";

interface WordpressRequest {
  readonly file: ReadableStream<Uint8Array>;
  readonly charset: string | null;
}

export const wordpressRoutes = [
  defineRoute<WordpressRequest, WordpressReport, undefined, undefined, ReadableStream<Uint8Array>>({
    method: "post",
    path: "/v1/admin/imports/wordpress",
    tag: "Files",
    operationId: "importWordpress",
    summary: "Import posts and pages from WordPress",
    description:
      "Takes an export of WordPress (WXR 1.0 to 1.2): posts, pages, categories, tags, authors, comments on posts, and menus. An item is found again by its GUID, so the same file again changes nothing, and after a break the same request goes on. A post that has changed here stays so until it changes there, and a comment or menu that is here is left alone. Each menu takes a location that is free: header, footer, sidebar or mobile. Files of the media library stay where they are, and are listed in `attachments`. Private and password-protected posts become drafts. Whatever is not imported, or not as it was, is named in `errors`.",
    operation: importWordpress,
    upload: {
      mediaType: "application/xml",
      maxBytes: wordpressLimits.file.value,
      alternatives: [{ mediaType: "text/xml" }, { mediaType: "application/rss+xml" }],
    },
    input: ({ body, charset }) => ({ file: body, charset }),
    returns: "Posts and pages by outcome, what was found, and what the file has",
    refusals: ["invalid-wxr", "idempotency-in-progress"],
  }),
];
