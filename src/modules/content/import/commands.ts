import * as z from "zod";
import type { TenantDatabase } from "../../../kernel/storage/storage.ts";
import { ok } from "../../../kernel/values/result.ts";
import { type Context, defineCommand } from "../../../kernel/write/command.ts";
import { findStaff } from "../../identity/index.ts";
import { openHandleBook } from "../../translations/index.ts";
import { loadFacts } from "../admin/load.ts";
import { type NodeKind, pageKind, postKind } from "../kinds.ts";
import type { NodeAuthor } from "../nodes/schema.ts";
import { readNode } from "../nodes/store.ts";
import { followSchedules } from "../schedule/commands.ts";
import { findTerms } from "../terms/lookups.ts";
import { decideImport, type Importing } from "./rules.ts";
import { type ImportedNode, importedNode, importOutcome } from "./schema.ts";

/** Imports a node of another system. */
export const importPost = importNode(postKind);
export const importPage = importNode(pageKind);

function importNode(kind: NodeKind) {
  return defineCommand({
    name: `content.import${kind.one}`,
    access: `${kind.resource}:create`,
    internal: true,
    input: z.object({ node: importedNode }),
    output: z.object({ outcome: importOutcome }),
    load: (database, { node }, context) => loadImporting(database, kind, node, context),
    decide(loaded, { node }, context) {
      const decided = decideImport(loaded, node, context);
      if (!decided.ok) return decided;
      const { events, outcome, publishAt } = decided.value;
      return ok({
        events,
        ...(publishAt === null ? {} : { schedule: { job: followSchedules.name, at: Date.parse(publishAt) } }),
        answer: () => ({ outcome }),
      });
    },
  });
}

function loadImporting(
  database: TenantDatabase,
  kind: NodeKind,
  node: ImportedNode,
  context: Context,
): Importing {
  const { terms: _, ...facts } = loadFacts(database, kind, node.id, { parentId: node.parentId }, context);
  const { defaultLocale, locales } = facts.translating;
  const spoken = [defaultLocale, ...locales.filter((locale) => locale !== defaultLocale)];
  const found = (["contentCategory", "tag"] as const).flatMap((termKind) => {
    const terms = node.terms.filter(({ kind: one }) => one === termKind);
    const slugs = terms.map(({ slug }) => slug);
    const ids = findTerms(database, termKind, slugs, spoken);
    return terms.map((term, index) => ({ ...term, id: ids[index] ?? null }));
  });
  return {
    kind: kind.name,
    current: readNode(database, node.id, kind.name),
    facts,
    terms: found,
    books: {
      contentCategory: openHandleBook(database, "contentCategory"),
      tag: openHandleBook(database, "tag"),
    },
    author: authorOf(database, node),
  };
}

/** A user of the staff with the address, or just the name. */
function authorOf(database: TenantDatabase, { author }: ImportedNode): NodeAuthor {
  if (author === null) return { id: null, name: null };
  const user = author.email === "" ? undefined : findStaff(database, author.email);
  return user === undefined
    ? { id: null, name: author.name }
    : { id: user.id, name: user.person?.name ?? author.name };
}
