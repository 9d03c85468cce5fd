import { z } from "zod";
import { type PointedError, type Refusal, refusal, refusalAt } from "../../../kernel/api/problem.ts";
import { defineObjectQuery } from "../../../kernel/read/query.ts";
import type { TenantDatabase } from "../../../kernel/storage/storage.ts";
import { versionOf } from "../../../kernel/storage/version.ts";
import { equal } from "../../../kernel/values/equal.ts";
import { canonicalId, opaqueId } from "../../../kernel/values/id.ts";
import { ok, refused } from "../../../kernel/values/result.ts";
import { defineCommand } from "../../../kernel/write/command.ts";
import { settingsOf } from "../../tenants/index.ts";
import { openHandleBook } from "../handles.ts";
import { mergeTranslations, settleTranslations } from "../translations.ts";
import { groupEvents } from "./events.ts";
import { toAdminGroup } from "./presentation.ts";
import {
  categoryInput,
  categoryPatch,
  type GroupKind,
  type GroupTranslation,
  membersInput,
} from "./schema.ts";
import { hasChildren, readGroup, unknownProducts, withAncestors } from "./store.ts";

/** The commands of one kind of group; both kinds follow the same rules. */
export function groupCommands(kind: GroupKind) {
  const events = groupEvents[kind];
  const noSuchGroup = refusal("not-found", `There is no such ${kind}.`);
  const guards = ({ id }: { readonly id: string }) => ({ type: kind, id: canonicalId(kind, id) });
  const name = (verb: string) => `catalogue.${verb}${kind === "collection" ? "Collection" : "Category"}`;
  const loadParent = (database: TenantDatabase, parentId: string | null | undefined) => {
    if (parentId === null || parentId === undefined) return { id: parentId, known: true, line: [] };
    const id = canonicalId("category", parentId);
    return {
      id,
      known: readGroup(database, "category", id) !== undefined,
      line: withAncestors(database, id),
    };
  };

  const create = defineCommand({
    name: name("create"),
    access: "categories:create",
    input: categoryInput,
    load: (database, { parentId }) => ({
      handles: openHandleBook(database, kind),
      parent: loadParent(database, parentId),
    }),
    decide({ handles, parent }, input, context) {
      if (!parent.known) return refused(unknownParent);
      const translations = settleTranslations(input.translations, handles, null);
      if (!translations.ok) return translations;
      const id = context.newId(kind);
      const created = events.created.of(id, {
        parentId: parent.id ?? null,
        translations: translations.value.map(withoutSubtitle),
      });
      return ok({
        events: [created],
        answer: (database: TenantDatabase) => writtenGroup(database, kind, context.tenantId, id),
      });
    },
  });

  const update = defineCommand({
    name: name("update"),
    access: "categories:update",
    input: z.object({ id: opaqueId, patch: categoryPatch }),
    guards,
    load: (database, { id, patch }) => ({
      current: readGroup(database, kind, canonicalId(kind, id)),
      handles: openHandleBook(database, kind),
      parent: loadParent(database, patch.parentId),
    }),
    decide({ current, handles, parent }, { patch }, { tenantId }) {
      if (current === undefined) return refused(noSuchGroup);
      const misplaced = checkParent(current.id, parent);
      if (misplaced !== null) return refused(misplaced);
      const before = current.translations.map((one) => ({ ...one, subtitle: null }));
      const translations = mergeTranslations(before, patch.translations ?? [], handles, current.id);
      if (!translations.ok) return translations;
      const moved = parent.id === undefined || parent.id === current.parentId ? {} : { parentId: parent.id };
      const rendered =
        translations.value.length === 0 ? {} : { translations: translations.value.map(withoutSubtitle) };
      const change = { ...moved, ...rendered };
      return ok({
        events: Object.keys(change).length === 0 ? [] : [events.updated.of(current.id, change)],
        answer: (database: TenantDatabase) => writtenGroup(database, kind, tenantId, current.id),
      });
    },
  });

  const setProducts = defineCommand({
    name: name("setProductsOf"),
    access: "categories:update",
    input: membersInput.extend({ id: opaqueId }),
    guards,
    load(database, { id, productIds }) {
      const ids = [...new Set(productIds.map((productId) => canonicalId("product", productId)))];
      return {
        current: readGroup(database, kind, canonicalId(kind, id)),
        ids,
        unknown: unknownProducts(database, ids),
      };
    },
    decide({ current, ids, unknown }, _, { tenantId }) {
      if (current === undefined) return refused(noSuchGroup);
      if (unknown.length > 0) return refused(unknownMembers(ids, unknown));
      const same = equal(ids, current.productIds);
      return ok({
        events: same ? [] : [events.updated.of(current.id, { productIds: ids })],
        answer: (database: TenantDatabase) => writtenGroup(database, kind, tenantId, current.id),
      });
    },
  });

  const remove = defineCommand({
    name: name("delete"),
    access: "categories:delete",
    input: z.object({ id: opaqueId }),
    guards,
    load: (database, { id }) => ({
      current: readGroup(database, kind, canonicalId(kind, id)),
      parent: hasChildren(database, canonicalId(kind, id)),
    }),
    decide({ current, parent }) {
      if (current === undefined) return refused(noSuchGroup);
      if (parent) return refused(refusal("category-not-empty", "The category has categories below it."));
      return ok({ events: [events.deleted.of(current.id, {})], answer: () => null });
    },
  });

  const read = defineObjectQuery({
    name: name("read"),
    access: "categories:read",
    input: z.object({ id: opaqueId }),
    run(database, { id }, { tenantId }) {
      const group = readGroup(database, kind, canonicalId(kind, id));
      return group === undefined
        ? refused(noSuchGroup)
        : ok(writtenGroup(database, kind, tenantId, group.id));
    },
  });

  return { create, update, setProducts, remove, read };
}

const unknownParent = refusalAt("unknown-reference", "/parentId", "There is no such category.");

function checkParent(
  self: string,
  parent: { readonly known: boolean; readonly line: readonly string[] },
): Refusal | null {
  if (!parent.known) return unknownParent;
  return parent.line.includes(self)
    ? refusalAt("category-cycle", "/parentId", "A category cannot be below itself.")
    : null;
}

function unknownMembers(ids: readonly string[], unknown: readonly string[]): Refusal {
  const errors = unknown.slice(0, 50).map(
    (id): PointedError => ({
      pointer: `/productIds/${ids.indexOf(id)}`,
      code: "unknown-reference",
      detail: "There is no such product.",
    }),
  );
  return refusal("unknown-reference", "Some products do not exist.", errors);
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
  if (group === undefined) throw new Error(`${id} was just written, but is not there`);
  const { defaultLocale } = settingsOf(database, tenantId);
  return toAdminGroup(group, versionOf(database, kind, id), [defaultLocale, "en"]);
}
