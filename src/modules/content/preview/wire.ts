import * as z from "zod";
import { nodeStatus } from "../nodes/schema.ts";
import { storeBlock } from "../view/blocks/store-blocks.ts";
import { storePost } from "../view/shapes.ts";

export const previewInput = z.strictObject({
  expiresAt: z.iso
    .datetime({ offset: true })
    .optional()
    .describe("When the link ends: in 24 hours if it is left out, and in 30 days at most."),
});

export const previewLink = z.object({
  url: z
    .url()
    .describe("Whoever has it sees the draft, without signing in. It is a secret, and shown only here."),
  expiresAt: z.iso.datetime(),
});

/** A post or page as the store would answer it, of any status and as it is now. */
export const storePreview = storePost
  .omit({ structuredData: true, commentsCount: true, commentsOpen: true })
  .extend({
    kind: z.string(),
    status: nodeStatus,
    blocks: z
      .array(storeBlock.omit({ products: true }))
      .describe("As the store answers them, but for the products of a `product_grid`."),
    parentId: z.string().nullable(),
    position: z.int(),
    publishedAt: z.iso.datetime().nullable().describe("Of a draft: when it is scheduled to be published."),
    expiresAt: z.iso.datetime().describe("When the link ends."),
  });

/** The names of these shapes in the API. */
export const previewSchemas = {
  PreviewLinkInput: previewInput,
  PreviewLink: previewLink,
  StorePreview: storePreview,
};
