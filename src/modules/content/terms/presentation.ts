import type { TenantDatabase } from "../../../kernel/storage/storage.ts";
import { versionOf } from "../../../kernel/storage/version.ts";
import { settingsOf } from "../../tenants/index.ts";
import type { TermKind } from "./schema.ts";
import { type AdminTerm, toAdminTerm } from "./shown.ts";
import { readTerm } from "./store.ts";

/** Reads back the category or tag that a command has just written, or one that exists. */
export function writtenTerm(
  database: TenantDatabase,
  kind: TermKind,
  tenantId: string,
  id: string,
): AdminTerm {
  const term = readTerm(database, kind, id);
  if (term === undefined) throw new Error(`${id} not found after it was written`);
  const locales = [settingsOf(database, tenantId).defaultLocale, "en"];
  return toAdminTerm(kind, term, versionOf(database, kind, id), locales);
}
