import * as z from "zod";
import { instantInput } from "../../../kernel/text/instant.ts";
import { idText, opaqueId } from "../../../kernel/values/id.ts";
import { defineState } from "../../../kernel/write/state.ts";
import { releaseIds } from "../ids.ts";
import { releaseLimits } from "../limits.ts";

export const releaseStatus = z.enum(["draft", "scheduled", "published", "failed"]);

/** What the modules declare as releasable. */
export const itemType = z.enum(["post", "page", "product", "menu", "promotion", "priceList"]);
export const itemAction = z.enum(["publish", "unpublish", "activate", "deactivate", "update"]);

const fields = z.record(z.string().max(100), z.unknown());

export const itemInput = z.strictObject({
  type: itemType,
  id: opaqueId,
  action: itemAction,
  data: fields
    .optional()
    .describe("What `update` sets: the fields that a PATCH of the thing takes. No other action has any."),
});

/** An item as it is stored. Its data was checked when it was sent, and is again when it takes effect. */
export const releaseItem = z.object({
  type: z.string(),
  id: z.string(),
  action: z.string(),
  data: fields.nullable(),
});
export type ReleaseItem = z.infer<typeof releaseItem>;

const name = z.string().trim().min(1).max(releaseLimits.releaseName.value);
const publishAt = instantInput
  .nullable()
  .describe("When it takes effect by itself. Null: when it is published.");
const items = z.array(itemInput).min(1).max(releaseLimits.releaseItems.value);

export const releaseInput = z.strictObject({ name, publishAt: publishAt.optional(), items });
export type ReleaseInput = z.infer<typeof releaseInput>;

/** Fields that are left out stay. The items are replaced as a whole. */
export const releasePatch = z.strictObject({ name, publishAt, items }).partial();
export type ReleasePatch = z.infer<typeof releasePatch>;

export const undoInput = z.strictObject({ name: name.optional(), publishAt: publishAt.optional() });

const failure = z.object({
  at: z.iso.datetime(),
  detail: z.string(),
  errors: z.array(z.object({ pointer: z.string(), code: z.string(), detail: z.string() })),
});
export type Failure = z.infer<typeof failure>;

/** What staff enters of a release. */
export const releaseContent = z.object({
  name: z.string(),
  publishAt: z.iso.datetime().nullable(),
  items: z.array(releaseItem),
});
export type ReleaseContent = z.infer<typeof releaseContent>;

const release = releaseContent.extend({
  id: idText(releaseIds.release),
  status: releaseStatus,
  undoes: z.string().nullable().describe("The release that it takes back."),
  undo: z.array(releaseItem).describe("The items that take it back, once it is published."),
  failure: failure.nullable().describe("Why it did not take effect when it was due."),
  publishedAt: z.iso.datetime().nullable(),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
});
export type Release = z.infer<typeof release>;

export const releaseState = defineState("release", release);

/** A release in the admin API. */
export const adminRelease = release.extend({ version: z.int().positive() });
export type AdminRelease = z.infer<typeof adminRelease>;

/** The names of these shapes in the API. */
export const releaseSchemas = {
  Release: adminRelease,
  ReleaseInput: releaseInput,
  ReleasePatch: releasePatch,
  ReleaseItem: releaseItem,
  ReleaseItemInput: itemInput,
  ReleaseUndoInput: undoInput,
  ReleaseFailure: failure,
  ReleaseStatus: releaseStatus,
};
