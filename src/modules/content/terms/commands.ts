import * as z from "zod";
import { type Refusal, refusal, refusalAt } from "../../../kernel/api/problem.ts";
import { nothing } from "../../../kernel/operation/operation.ts";
import { defineObjectQuery } from "../../../kernel/read/query.ts";
import type { TenantDatabase } from "../../../kernel/storage/storage.ts";
import { canonicalId, opaqueId } from "../../../kernel/values/id.ts";
import { equal } from "../../../kernel/values/patch.ts";
import { ok, type Result, refused } from "../../../kernel/values/result.ts";
import { type Context, defineCommand } from "../../../kernel/write/command.ts";
import { loadSettings } from "../../tenants/index.ts";
import {
  mergeTexts,
  openHandleBook,
  settleTexts,
  type TranslationContext,
} from "../../translations/index.ts";
import { contentIds } from "../ids.ts";
import { termLimits } from "../limits.ts";
import { checkPlace, hasChildren, type Place, placeBelow } from "../tree.ts";
import { termEvents } from "./events.ts";
import { countCategories } from "./lookups.ts";
import { type AdminTerm, writtenTerm } from "./presentation.ts";
import { adminTerm, contentCategoryInput, contentCategoryPatch, type TermKind, termNames } from "./schema.ts";
import { readTerm } from "./store.ts";
import { termTexts } from "./texts.ts";

const noSuch = (kind: TermKind) => refusal("not-found", `There is no such ${termNames[kind].noun}.`);
const byId = z.object({ id: opaqueId });
const termIdOf = (kind: TermKind, id: string) => canonicalId(contentIds[kind], id);
const guardsOf =
  (kind: TermKind) =>
  ({ id }: { readonly id: string }) => ({ type: kind, id: termIdOf(kind, id) });
// Which kind it is decides what an answer has.
const shapeOf = (kind: TermKind): z.ZodType<AdminTerm> => adminTerm[kind];

/** The commands of categories or tags. Both kinds follow the same rules; tags have no place. */
export function termOperations(kind: TermKind) {
  return {
    create: createTerm(kind),
    update: updateTerm(kind),
    remove: deleteTerm(kind),
    read: readOne(kind),
  };
}
export type TermOperations = ReturnType<typeof termOperations>;

function createTerm(kind: TermKind) {
  const { one } = termNames[kind];
  return defineCommand({
    name: `content.create${one}`,
    access: "posts:create",
    input: contentCategoryInput,
    output: shapeOf(kind),
    load: (database, { parentId }, context) => ({
      translating: loadTexts(database, kind, context),
      parent: loadParent(database, parentId, null),
      isFull: kind === "contentCategory" && countCategories(database) >= termLimits.categories.value,
    }),
    decide({ translating, parent, isFull }, input, context) {
      if (isFull)
        return refused(refusal("too-large", `There can be ${termLimits.categories.value} categories.`));
      const placed = checkParent(parent, null);
      if (!placed.ok) return placed;
      const translations = settleTexts(termTexts, input.translations, translating, null);
      if (!translations.ok) return translations;
      const id = context.newId(contentIds[kind]);
      const texts = { translations: [...translations.value] };
      const place = { parentId: parent.id ?? null, position: input.position ?? 0 };
      const created =
        kind === "tag"
          ? termEvents.tag.created.of(id, texts)
          : termEvents.contentCategory.created.of(id, { ...place, ...texts });
      const answer = (database: TenantDatabase) => writtenTerm(database, kind, context.tenantId, id);
      return ok({ events: [created], answer });
    },
  });
}

function updateTerm(kind: TermKind) {
  const { one } = termNames[kind];
  return defineCommand({
    name: `content.update${one}`,
    access: "posts:update",
    input: z.object({ id: opaqueId, patch: contentCategoryPatch }),
    output: shapeOf(kind),
    guards: guardsOf(kind),
    load: (database, { id, patch }, context) => ({
      current: readTerm(database, kind, termIdOf(kind, id)),
      translating: loadTexts(database, kind, context),
      parent: loadParent(database, patch.parentId, termIdOf(kind, id)),
    }),
    decide({ current, translating, parent }, { patch }, { tenantId }) {
      if (current === undefined) return refused(noSuch(kind));
      const placed = checkParent(parent, current.id);
      if (!placed.ok) return placed;
      const { translations: patches = [], position } = patch;
      const texts = mergeTexts(termTexts, current.translations, patches, translating, current.id);
      if (!texts.ok) return texts;
      const { changed, removed } = texts.value;
      const place = Object.fromEntries(
        Object.entries({ parentId: parent.id, position }).filter(
          ([field, value]) => value !== undefined && !equal(value, current[field as "parentId" | "position"]),
        ),
      );
      const change = {
        ...place,
        ...(changed.length > 0 ? { translations: [...changed] } : {}),
        ...(removed.length > 0 ? { removedLocales: [...removed] } : {}),
      };
      const updated = termEvents[kind].updated.of(current.id, change);
      const answer = (database: TenantDatabase) => writtenTerm(database, kind, tenantId, current.id);
      return ok({ events: Object.keys(change).length === 0 ? [] : [updated], answer });
    },
  });
}

function deleteTerm(kind: TermKind) {
  const { one, noun } = termNames[kind];
  return defineCommand({
    name: `content.delete${one}`,
    access: "posts:delete",
    input: byId,
    output: nothing,
    guards: guardsOf(kind),
    load: (database, { id }) => ({
      current: readTerm(database, kind, termIdOf(kind, id)),
      isParent: hasChildren(database, "content_terms", termIdOf(kind, id)),
    }),
    decide({ current, isParent }) {
      if (current === undefined) return refused(noSuch(kind));
      if (isParent) return refused(refusal("has-children", `The ${noun} has others below it.`));
      return ok({ events: [termEvents[kind].deleted.of(current.id, {})], answer: () => null });
    },
  });
}

function readOne(kind: TermKind) {
  return defineObjectQuery({
    name: `content.read${termNames[kind].one}`,
    access: "posts:read",
    input: byId,
    output: shapeOf(kind),
    // Nobody owns what posts are about.
    isLimited: true,
    run(database, { id }, { tenantId }) {
      const term = readTerm(database, kind, termIdOf(kind, id));
      return term === undefined ? refused(noSuch(kind)) : ok(writtenTerm(database, kind, tenantId, term.id));
    },
  });
}

function loadTexts(
  database: TenantDatabase,
  kind: TermKind,
  context: Pick<Context, "tenantId">,
): TranslationContext {
  const { locales, defaultLocale } = loadSettings(database, context);
  return { handles: openHandleBook(database, kind), locales, defaultLocale };
}

/** The wanted parent: undefined to leave it, null for none. */
interface Parent {
  readonly id: string | null | undefined;
  /** Null if there is no such parent, or none is wanted. */
  readonly place: Place | null;
}

function loadParent(
  database: TenantDatabase,
  wanted: string | null | undefined,
  self: string | null,
): Parent {
  if (wanted === null || wanted === undefined) return { id: wanted, place: null };
  const id = canonicalId(contentIds.contentCategory, wanted);
  const isKnown = readTerm(database, "contentCategory", id) !== undefined;
  return { id, place: isKnown ? placeBelow(database, "content_terms", id, self) : null };
}

const unknownParent: Refusal = refusalAt("unknown-reference", "/parentId", "There is no such category.");

function checkParent({ id, place }: Parent, self: string | null): Result<null> {
  if (id === null || id === undefined) return ok(null);
  return place === null ? refused(unknownParent) : checkPlace(place, self, termLimits.depth.value);
}
