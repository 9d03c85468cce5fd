import type { TenantDatabase } from "../../../kernel/storage/storage.ts";
import { versionOf } from "../../../kernel/storage/version.ts";
import { settingsOf } from "../../tenants/index.ts";
import { readTermRefs } from "../terms/lookups.ts";
import { toAdminNode } from "./shown.ts";
import { readNode } from "./store.ts";
import type { AdminNode } from "./wire.ts";

/** Reads a node in the admin shape. Undefined if there is none of that kind. */
export function readAdminNode(
  database: TenantDatabase,
  tenantId: string,
  kind: string,
  id: string,
): AdminNode | undefined {
  const node = readNode(database, id, kind);
  if (node === undefined) return undefined;
  const locales = [settingsOf(database, tenantId).defaultLocale, "en"];
  const refs = readTermRefs(database, [...node.tagIds, ...node.categoryIds], locales);
  return toAdminNode(node, versionOf(database, "node", id), refs, locales);
}

/** Reads back the node that a command has just written. */
export function writtenNode(database: TenantDatabase, tenantId: string, kind: string, id: string): AdminNode {
  const node = readAdminNode(database, tenantId, kind, id);
  if (node === undefined) throw new Error(`${id} not found after it was written`);
  return node;
}
