import { z } from "zod";
import {
  type PointedError,
  type ProblemCode,
  type Refusal,
  refusal,
  refusalAt,
} from "../../kernel/api/problem.ts";
import { maxErrors } from "../../kernel/api/validation.ts";
import { nothing } from "../../kernel/operation/operation.ts";
import { defineObjectQuery } from "../../kernel/read/query.ts";
import type { TenantDatabase } from "../../kernel/storage/storage.ts";
import { versionOf } from "../../kernel/storage/version.ts";
import { canonicalId, opaqueId } from "../../kernel/values/id.ts";
import { equal } from "../../kernel/values/patch.ts";
import { ok, refused } from "../../kernel/values/result.ts";
import { type Context, defineCommand } from "../../kernel/write/command.ts";
import { catalogueIds } from "../catalogue/ids.ts";
import { loadSettings, settingsOf } from "../tenants/index.ts";
import {
  mergeTranslations,
  openHandleBook,
  settleTranslations,
  type TranslationContext,
} from "../translations/index.ts";
import { groupEvents } from "./events.ts";
import { groupLimits } from "./limits.ts";
import { type AdminGroup, toAdminGroup } from "./presentation.ts";
import { checkGroupSize } from "./rules.ts";
import {
  adminGroup,
  categoryInput,
  categoryPatch,
  type GroupKind,
  type GroupTranslation,
  membersInput,
} from "./schema.ts";
import { hasChildren, productsInManyGroups, readGroup, withAncestors } from "./store.ts";

/** Returns the ids that don't belong to a product of this tenant. */
export type UnknownProducts = (database: TenantDatabase, ids: readonly string[]) => readonly string[];

export type GroupCommands = ReturnType<typeof groupCommands>;

/** The commands of one kind of group. Both kinds follow the same rules. */
export function groupCommands(kind: GroupKind, unknownProducts: UnknownProducts) {
  return {
    create: createGroup(kind),
    update: updateGroup(kind),
    setProducts: setGroupProducts(kind, unknownProducts),
    remove: deleteGroup(kind),
    read: readOneGroup(kind),
  };
}

function createGroup(kind: GroupKind) {
  return defineCommand({
    name: nameOf(kind, "create"),
    access: "categories:create",
    input: categoryInput,
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
      const group = { parentId: parent.id ?? null, translations: translations.value.map(withoutSubtitle) };
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
    input: z.object({ id: opaqueId, patch: categoryPatch }),
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

function setGroupProducts(kind: GroupKind, unknownProducts: UnknownProducts) {
  return defineCommand({
    name: nameOf(kind, "setProductsOf"),
    access: "categories:update",
    input: membersInput.extend({ id: opaqueId }),
    output: shapeOf(kind),
    guards: guardsOf(kind),
    load(database, { id, productIds }) {
      const ids = [...new Set(productIds.map((productId) => canonicalId(catalogueIds.product, productId)))];
      const current = readGroup(database, kind, canonicalId(catalogueIds[kind], id));
      const members = new Set(current?.productIds);
      const added = ids.filter((one) => !members.has(one));
      return {
        current,
        ids,
        unknown: unknownProducts(database, ids),
        full: productsInManyGroups(database, added),
      };
    },
    decide({ current, ids, unknown, full }, _, { tenantId }) {
      if (current === undefined) return refused(noSuch(kind));
      if (unknown.length > 0) return refused(unknownMembers(ids, unknown));
      if (full.length > 0) return refused(inManyGroups(ids, full));
      const fitting = checkGroupSize(kind, current, { productIds: ids }, { productIds: ids });
      if (!fitting.ok) return fitting;
      const same = equal(ids, current.productIds);
      return ok({
        events: same ? [] : [groupEvents[kind].updated.of(current.id, { productIds: ids })],
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

const shapeOf = (kind: GroupKind): z.ZodType<AdminGroup> => adminGroup[kind];
const noSuch = (kind: GroupKind) => refusal("not-found", `There is no such ${kind}.`);
const nameOf = (kind: GroupKind, verb: string) =>
  `catalogue.${verb}${kind === "collection" ? "Collection" : "Category"}`;
const guardsOf =
  (kind: GroupKind) =>
  ({ id }: { readonly id: string }) => ({ type: kind, id: canonicalId(catalogueIds[kind], id) });

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

function unknownMembers(ids: readonly string[], unknown: readonly string[]): Refusal {
  const errors = membersAt(ids, unknown, "unknown-reference", "There is no such product.");
  return refusal("unknown-reference", "Some products do not exist.", errors);
}

function inManyGroups(ids: readonly string[], full: readonly string[]): Refusal {
  const most = `A product can be in at most ${groupLimits.groupsOfProduct.value} collections and categories.`;
  return refusal("too-large", most, membersAt(ids, full, "too-large", most));
}

function membersAt(
  ids: readonly string[],
  some: readonly string[],
  code: ProblemCode,
  detail: string,
): readonly PointedError[] {
  return some.slice(0, maxErrors).map((id) => ({ pointer: `/productIds/${ids.indexOf(id)}`, code, detail }));
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

function writtenGroup(database: TenantDatabase, kind: GroupKind, tenantId: string, id: string) {
  const group = readGroup(database, kind, id);
  if (group === undefined) throw new Error(`${id} not found after it was written`);
  const { defaultLocale } = settingsOf(database, tenantId);
  return toAdminGroup(group, versionOf(database, kind, id), [defaultLocale, "en"]);
}
