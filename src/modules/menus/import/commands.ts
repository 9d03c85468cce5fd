import * as z from "zod";
import type { TenantDatabase } from "../../../kernel/storage/storage.ts";
import { versionOf } from "../../../kernel/storage/version.ts";
import { ok } from "../../../kernel/values/result.ts";
import { type Context, defineCommand } from "../../../kernel/write/command.ts";
import { findTerms, unknownNodes } from "../../content/index.ts";
import { loadSettings } from "../../tenants/index.ts";
import { menuLocation } from "../menu/schema.ts";
import { menuAggregate, ownerOfLocation, readMenu } from "../menu/store.ts";
import { decideImport, type Importing } from "./rules.ts";
import { type ImportedMenu, importedMenu, importedOutcome } from "./schema.ts";

/** Imports a menu of another system. */
export const importMenu = defineCommand({
  name: "menus.importMenu",
  access: "menus:create",
  internal: true,
  input: z.object({ menu: importedMenu }),
  output: importedOutcome,
  load: (database, { menu }, context) => loadImporting(database, menu, context),
  decide(importing, { menu }) {
    const decided = decideImport(importing, menu);
    if (!decided.ok) return decided;
    const { events, ...outcome } = decided.value;
    return ok({ events, answer: () => outcome });
  },
});

function loadImporting(
  database: TenantDatabase,
  { id, items }: ImportedMenu,
  context: Pick<Context, "tenantId">,
): Importing {
  const { defaultLocale, locales } = loadSettings(database, context);
  const targets = items.map(({ target }) => target);
  const nodesOf = (type: "page" | "post") =>
    targets.flatMap((target) => (target.type === type ? [target.id] : []));
  const slugs = targets.flatMap((target) => (target.type === "contentCategory" ? [target.slug] : []));
  const ids = findTerms(database, "contentCategory", slugs, [defaultLocale, ...locales]);
  return {
    current: readMenu(database, id),
    wasHere: versionOf(database, menuAggregate.type, id) > 0,
    free: menuLocation.options.filter((location) => ownerOfLocation(database, location) === null),
    locale: defaultLocale,
    unknownNodes: new Set(
      (["page", "post"] as const).flatMap((type) => unknownNodes(database, type, nodesOf(type))),
    ),
    categories: new Map(
      slugs.flatMap((slug, index) => {
        const found = ids[index] ?? null;
        return found === null ? [] : [[slug, found] as const];
      }),
    ),
  };
}
