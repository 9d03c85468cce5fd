import * as z from "zod";
import { defineEvent } from "../../../kernel/write/event.ts";
import { redirectStatus } from "./schema.ts";

const content = z.object({ from: z.string(), to: z.string(), status: redirectStatus });

export const redirectCreated = defineEvent("seo.redirect.created", "redirect", content).published(
  "from",
  "to",
  "status",
);
/** Carries what changed. */
export const redirectUpdated = defineEvent("seo.redirect.updated", "redirect", () =>
  content.partial(),
).published("from", "to", "status");
export const redirectDeleted = defineEvent("seo.redirect.deleted", "redirect", () =>
  z.object({}),
).published();

export const redirectEvents = [redirectCreated, redirectUpdated, redirectDeleted];
