import type { z } from "zod";
import { refusal } from "../../kernel/api/problem.ts";
import type { TenantDatabase } from "../../kernel/storage/storage.ts";
import { versionOf } from "../../kernel/storage/version.ts";
import { canonicalId } from "../../kernel/values/id.ts";
import { catalogueIds } from "../catalogue/ids.ts";
import { settingsOf } from "../tenants/index.ts";
import { type AdminGroup, toAdminGroup } from "./presentation.ts";
import { adminGroup, type GroupKind } from "./schema.ts";
import { readGroup } from "./store.ts";

/** The shape of an answer. */
export const shapeOf = (kind: GroupKind): z.ZodType<AdminGroup> => adminGroup[kind];
export const noSuch = (kind: GroupKind) => refusal("not-found", `There is no such ${kind}.`);
/** The name of an operation on one kind of group. */
export const nameOf = (kind: GroupKind, verb: string) =>
  `catalogue.${verb}${kind === "collection" ? "Collection" : "Category"}`;
export const guardsOf =
  (kind: GroupKind) =>
  ({ id }: { readonly id: string }) => ({ type: kind, id: canonicalId(catalogueIds[kind], id) });

/** Reads back the group that a command has just written, or one that exists. */
export function writtenGroup(database: TenantDatabase, kind: GroupKind, tenantId: string, id: string) {
  const group = readGroup(database, kind, id);
  if (group === undefined) throw new Error(`${id} not found after it was written`);
  const { defaultLocale } = settingsOf(database, tenantId);
  return toAdminGroup(group, versionOf(database, kind, id), [defaultLocale, "en"]);
}
