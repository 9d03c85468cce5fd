import * as z from "zod";
import { storefrontQuery } from "../../kernel/api/query-parameters.ts";
import { defineRoute, type Route } from "../../kernel/api/route.ts";
import { pageQuery } from "../../kernel/read/page.ts";
import { type GroupKind, groupNames } from "./schema.ts";
import type { GroupQueries } from "./view/list-groups.ts";
import { groupSortParameter } from "./view/sorts.ts";

const pluralOf = { collection: "collections", category: "categories" } as const;

/** Store routes for collections or categories. */
export function groupStoreRoutes(kind: GroupKind, { listStore, readStore }: GroupQueries): readonly Route[] {
  const { one, many } = groupNames[kind];
  const path = `/v1/store/${pluralOf[kind]}`;
  return [
    defineRoute({
      method: "get",
      path,
      tag: "Storefront",
      operationId: `listStore${many}`,
      summary: `List ${pluralOf[kind]}`,
      description: `Lists ${pluralOf[kind]} in the shopper's language, oldest first unless \`sort\` says otherwise. Use their handles to list their products.`,
      operation: listStore,
      conditional: true,
      query: z.strictObject({ ...pageQuery, ...storefrontQuery, sort: groupSortParameter }),
      input: ({ query: { currency, sort }, page }) => ({ ...page, currency, sort }),
      returns: `A page of ${pluralOf[kind]}`,
      refusals: ["invalid-cursor"],
    }),
    defineRoute({
      method: "get",
      path: `${path}/{handle}`,
      tag: "Storefront",
      operationId: `getStore${one}`,
      summary: `Get a ${kind} by its handle`,
      description: `Returns a ${kind} in the shopper's language. A former handle redirects to the current one.`,
      operation: readStore,
      conditional: true,
      params: z.object({ handle: z.string().min(1).max(255) }),
      query: z.strictObject(storefrontQuery),
      input: ({ params: { handle }, query: { currency } }) => ({ handle, currency }),
      returns: `The ${kind}`,
      moved: (handle) => `${path}/${handle}`,
    }),
  ];
}
