import * as z from "zod";
import { defineEvent } from "../../../kernel/write/event.ts";
import { type Failure, releaseContent, releaseItem } from "./schema.ts";

const failed = z.object({
  at: z.string(),
  detail: z.string(),
  errors: z.array(z.object({ pointer: z.string(), code: z.string(), detail: z.string() })),
}) satisfies z.ZodType<Failure>;

export const releaseCreated = defineEvent("content.release.created", "release", () =>
  releaseContent.extend({ undoes: z.string().nullable() }),
).published("name", "publishAt", "undoes");

/** Carries only what changed. Items are replaced as a whole. */
export const releaseUpdated = defineEvent("content.release.updated", "release", () =>
  releaseContent.partial(),
).published("name", "publishAt");

/** The first event of the transaction in which its items take effect. */
export const releasePublished = defineEvent("content.release.published", "release", () =>
  z.object({ publishedAt: z.iso.datetime(), undo: z.array(releaseItem) }),
).published("publishedAt");

/** It was due, and nothing has changed. Why may name codes of promotions, which do not leave the platform. */
export const releaseFailed = defineEvent("content.release.failed", "release", () => failed).published("at");

export const releaseDeleted = defineEvent("content.release.deleted", "release", () =>
  z.object({}),
).published();

export const releaseEvents = [
  releaseCreated,
  releaseUpdated,
  releasePublished,
  releaseFailed,
  releaseDeleted,
];
