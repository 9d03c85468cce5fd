import * as z from "zod";
import { type Refusal, refusal, refusalAt } from "../../kernel/api/problem.ts";
import { nothing } from "../../kernel/operation/operation.ts";
import { defineObjectQuery } from "../../kernel/read/query.ts";
import type { TenantDatabase } from "../../kernel/storage/storage.ts";
import { canonicalId, opaqueId } from "../../kernel/values/id.ts";
import { ok, refused } from "../../kernel/values/result.ts";
import { type Context, defineCommand } from "../../kernel/write/command.ts";
import { catalogueIds } from "../catalogue/ids.ts";
import { loadSettings } from "../tenants/index.ts";
import {
  mergeTranslations,
  openHandleBook,
  settleTranslations,
  type TranslationContext,
} from "../translations/index.ts";
import { groupEvents } from "./events.ts";
import { guardsOf, nameOf, noSuch, shapeOf, writtenGroup } from "./kinds.ts";
import { memberCommands, type UnknownProducts } from "./members/commands.ts";
import { checkGroupSize } from "./rules.ts";
import { type GroupKind, type GroupTranslation, groupInput, groupPatch } from "./schema.ts";
import { hasChildren, readGroup, withAncestors } from "./store.ts";

export type GroupCommands = ReturnType<typeof groupCommands>;

/** The commands of one kind of group. Both kinds follow the same rules. */
export function groupCommands(kind: GroupKind, unknownProducts: UnknownProducts) {
  return {
    create: createGroup(kind),
    update: updateGroup(kind),
    ...memberCommands(kind, unknownProducts),
    remove: deleteGroup(kind),
    read: readOneGroup(kind),
  };
}

function createGroup(kind: GroupKind) {
  return defineCommand({
    name: nameOf(kind, "create"),
    access: "categories:create",
    input: groupInput,
    output: shapeOf(kind),
    load: (database, { parentId }, context) => ({
      translating: loadTranslationContext(database, kind, context),
      parent: loadParent(database, parentId),
    }),
    decide({ translating, parent }, input, context) {
      if (!parent.known) return refused(unknownParent);
      const translations = settleTranslations(input.translations, translating, null);
      if (!translations.ok) return translations;
      const id = context.newId(catalogueIds[kind]);
      const { sort } = input;
      const group = {
        parentId: parent.id ?? null,
        translations: translations.value.map(withoutSubtitle),
        ...(sort === undefined ? {} : { sort }),
      };
      const fitting = checkGroupSize(kind, null, group, input);
      if (!fitting.ok) return fitting;
      const created = groupEvents[kind].created.of(id, group);
      return ok({
        events: [created],
        answer: (database: TenantDatabase) => writtenGroup(database, kind, context.tenantId, id),
      });
    },
  });
}

function updateGroup(kind: GroupKind) {
  return defineCommand({
    name: nameOf(kind, "update"),
    access: "categories:update",
    input: z.object({ id: opaqueId, patch: groupPatch }),
    output: shapeOf(kind),
    guards: guardsOf(kind),
    load: (database, { id, patch }, context) => ({
      current: readGroup(database, kind, canonicalId(catalogueIds[kind], id)),
      translating: loadTranslationContext(database, kind, context),
      parent: loadParent(database, patch.parentId),
    }),
    decide({ current, translating, parent }, { patch }, { tenantId }) {
      if (current === undefined) return refused(noSuch(kind));
      const misplaced = checkParent(current.id, parent);
      if (misplaced !== null) return refused(misplaced);
      const before = current.translations.map((one) => ({ ...one, subtitle: null }));
      const translations = mergeTranslations(before, patch.translations ?? [], translating, current.id);
      if (!translations.ok) return translations;
      const moved = parent.id === undefined || parent.id === current.parentId ? {} : { parentId: parent.id };
      const { changed, removed } = translations.value;
      const change = {
        ...moved,
        ...(patch.sort === undefined || patch.sort === current.sort ? {} : { sort: patch.sort }),
        ...(changed.length > 0 ? { translations: changed.map(withoutSubtitle) } : {}),
        ...(removed.length > 0 ? { removedLocales: [...removed] } : {}),
      };
      const fitting = checkGroupSize(kind, current, change, patch);
      if (!fitting.ok) return fitting;
      return ok({
        events: Object.keys(change).length === 0 ? [] : [groupEvents[kind].updated.of(current.id, change)],
        answer: (database: TenantDatabase) => writtenGroup(database, kind, tenantId, current.id),
      });
    },
  });
}

function deleteGroup(kind: GroupKind) {
  return defineCommand({
    name: nameOf(kind, "delete"),
    access: "categories:delete",
    input: z.object({ id: opaqueId }),
    output: nothing,
    guards: guardsOf(kind),
    load: (database, { id }) => ({
      current: readGroup(database, kind, canonicalId(catalogueIds[kind], id)),
      parent: hasChildren(database, canonicalId(catalogueIds[kind], id)),
    }),
    decide({ current, parent }) {
      if (current === undefined) return refused(noSuch(kind));
      if (parent) return refused(refusal("category-not-empty", "The category has subcategories."));
      return ok({ events: [groupEvents[kind].deleted.of(current.id, {})], answer: () => null });
    },
  });
}

function readOneGroup(kind: GroupKind) {
  return defineObjectQuery({
    name: nameOf(kind, "read"),
    access: "categories:read",
    input: z.object({ id: opaqueId }),
    output: shapeOf(kind),
    run(database, { id }, { tenantId }) {
      const group = readGroup(database, kind, canonicalId(catalogueIds[kind], id));
      return group === undefined
        ? refused(noSuch(kind))
        : ok(writtenGroup(database, kind, tenantId, group.id));
    },
  });
}

function loadTranslationContext(
  database: TenantDatabase,
  kind: GroupKind,
  context: Pick<Context, "tenantId">,
): TranslationContext {
  const { locales, defaultLocale } = loadSettings(database, context);
  return { handles: openHandleBook(database, kind), locales, defaultLocale };
}

function loadParent(database: TenantDatabase, parentId: string | null | undefined) {
  if (parentId === null || parentId === undefined) return { id: parentId, known: true, line: [] };
  const id = canonicalId(catalogueIds.category, parentId);
  return {
    id,
    known: readGroup(database, "category", id) !== undefined,
    line: withAncestors(database, id),
  };
}

const unknownParent = refusalAt("unknown-reference", "/parentId", "There is no such category.");

function checkParent(
  self: string,
  parent: { readonly known: boolean; readonly line: readonly string[] },
): Refusal | null {
  if (!parent.known) return unknownParent;
  return parent.line.includes(self)
    ? refusalAt("category-cycle", "/parentId", "A category cannot be its own ancestor.")
    : null;
}

function withoutSubtitle<Translation extends GroupTranslation>({
  locale,
  title,
  handle,
  description,
  seo,
}: Translation): GroupTranslation {
  return { locale, title, handle, description, seo };
}
