import * as z from "zod";
import { idText } from "../../kernel/values/id.ts";
import { defineEvent } from "../../kernel/write/event.ts";
import { catalogueIds } from "../catalogue/ids.ts";
import { removedLocales } from "../translations/index.ts";
import { collectionSort, firstGroupTranslation, type GroupKind, groupTranslation } from "./schema.ts";

const firstContent = z.object({
  parentId: idText(catalogueIds.category).nullable(),
  translations: z.array(firstGroupTranslation),
});
const content = firstContent.extend({ translations: z.array(groupTranslation) });

const sort = collectionSort.optional();
const productIds = z.array(idText(catalogueIds.product)).optional();
const firstUpdated = firstContent.partial().extend({ productIds });

/**
 * The events of one kind of group. `updated` carries what changed: full translations, or all products in order. Since
 * version 2, also the languages of removed translations, and a collection's sort order; since version 3, what search engines are told
 * beside title and description.
 */
function eventsOf<Kind extends GroupKind>(kind: Kind) {
  return {
    created: defineEvent(`catalog.${kind}.created`, kind, firstContent)
      .next(
        () => firstContent.extend({ sort }),
        (data) => data,
      )
      .next(
        () => content.extend({ sort }),
        (data) => data,
      )
      .published("parentId", "translations", "sort"),
    updated: defineEvent(`catalog.${kind}.updated`, kind, firstUpdated)
      .next(
        () => firstUpdated.extend({ removedLocales, sort }),
        (data) => data,
      )
      .next(
        () => content.partial().extend({ productIds, removedLocales, sort }),
        (data) => data,
      )
      .published("parentId", "translations", "productIds", "removedLocales", "sort"),
    deleted: defineEvent(`catalog.${kind}.deleted`, kind, () => z.object({})).published(),
  };
}

export const groupEvents = { collection: eventsOf("collection"), category: eventsOf("category") } as const;

export const allGroupEvents = Object.values(groupEvents).flatMap((events) => Object.values(events));
