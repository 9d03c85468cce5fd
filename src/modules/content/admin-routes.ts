import * as z from "zod";
import { repeatable, repeatableOf, sinceParameter } from "../../kernel/api/query-parameters.ts";
import { defineRoute } from "../../kernel/api/route.ts";
import { pageQuery } from "../../kernel/read/page.ts";
import { localeSchema } from "../../kernel/values/locale.ts";
import { searchParameter } from "../term-search/index.ts";
import { type NodeKind, nodeKinds } from "./kinds.ts";
import { nodeStatus } from "./nodes/schema.ts";
import { type TermKind, termNames } from "./terms/schema.ts";
import { adminListOf } from "./view/list-admin.ts";
import { adminTermsOf } from "./view/list-terms.ts";

const nodeLists = nodeKinds.map((kind) => ({ kind, list: adminListOf(kind) }));
const termLists = (["contentCategory", "tag"] as const).map((kind) => ({ kind, list: adminTermsOf(kind) }));

export const adminLists = [...nodeLists, ...termLists].map(({ list }) => list);

/** Lists for staff, which read the read model. */
export const adminListRoutes = [
  ...nodeLists.map(({ kind, list }) => nodesRoute(kind, list)),
  ...termLists.map(({ kind, list }) => termsRoute(kind, list)),
];

function nodesRoute(kind: NodeKind, operation: ReturnType<typeof adminListOf>) {
  const several = `${kind.name}s`;
  return defineRoute({
    method: "get",
    path: `/v1/admin/${kind.path}`,
    tag: kind.many,
    operationId: `list${kind.many}`,
    summary: `List ${several}`,
    description: `Lists ${several} of every status, the last changed first. Bodies are left out; read one ${kind.name} for those.`,
    operation,
    query: z.strictObject({
      ...pageQuery,
      q: searchParameter.describe("Words to look for in titles, texts and authors."),
      status: repeatableOf(nodeStatus),
      author: repeatable.describe("Authors by id or name."),
      tag: repeatable.describe("Tags by their slugs."),
      category: repeatable.describe("Content categories by their slugs. A category includes those below it."),
      locale: localeSchema
        .optional()
        .transform((locale) => locale ?? null)
        .describe("Only those with a translation in this language."),
      from: sinceParameter.describe("Last changed at this instant or later."),
      to: sinceParameter.describe("Last changed at this instant or earlier."),
    }),
    input: ({ query, page }) => ({ ...query, ...page }),
    returns: `A page of ${several}`,
    refusals: ["invalid-cursor"],
  });
}

function termsRoute(kind: TermKind, operation: ReturnType<typeof adminTermsOf>) {
  const { tag, path } = termNames[kind];
  const many = kind === "tag" ? "Tags" : "ContentCategories";
  const nouns = tag.toLowerCase();
  return defineRoute({
    method: "get",
    path,
    tag,
    operationId: `list${many}`,
    summary: `List ${nouns}`,
    description: `Lists ${nouns} with all translations, the oldest first.`,
    operation,
    query: z.strictObject(pageQuery),
    input: ({ page }) => page,
    returns: `A page of ${nouns}`,
    refusals: ["invalid-cursor"],
  });
}
