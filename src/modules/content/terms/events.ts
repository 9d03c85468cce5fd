import * as z from "zod";
import { idText } from "../../../kernel/values/id.ts";
import { defineEvent } from "../../../kernel/write/event.ts";
import { removedLocales } from "../../translations/index.ts";
import { contentIds } from "../ids.ts";
import { termTranslation } from "./schema.ts";

const translations = z.array(termTranslation);
const place = { parentId: idText(contentIds.contentCategory).nullable(), position: z.int() };
const nothing = z.object({});

/** The events of categories and tags. `updated` carries what changed: translations in full, and the languages of removed ones. */
export const termEvents = {
  contentCategory: {
    created: defineEvent("content.category.created", "contentCategory", () =>
      z.object({ ...place, translations }),
    ).published("parentId", "position", "translations"),
    updated: defineEvent("content.category.updated", "contentCategory", () =>
      z
        .object({ ...place, translations })
        .partial()
        .extend({ removedLocales }),
    ).published("parentId", "position", "translations", "removedLocales"),
    /** Nodes in it lose it without events of their own. */
    deleted: defineEvent("content.category.deleted", "contentCategory", nothing).published(),
  },
  tag: {
    created: defineEvent("content.tag.created", "tag", () => z.object({ translations })).published(
      "translations",
    ),
    updated: defineEvent("content.tag.updated", "tag", () =>
      z.object({ translations }).partial().extend({ removedLocales }),
    ).published("translations", "removedLocales"),
    /** Nodes with it lose it without events of their own. */
    deleted: defineEvent("content.tag.deleted", "tag", nothing).published(),
  },
} as const;

export const allTermEvents = [...Object.values(termEvents.contentCategory), ...Object.values(termEvents.tag)];
