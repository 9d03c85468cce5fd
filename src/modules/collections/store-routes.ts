import { z } from "zod";
import { storefrontQuery } from "../../kernel/api/query-parameters.ts";
import { listed } from "../../kernel/api/reply.ts";
import { defineRoute, type Route } from "../../kernel/api/route.ts";
import { listSchema, pageQuery } from "../../kernel/read/page.ts";
import { ok } from "../../kernel/values/result.ts";
import { shopperOf } from "../tenants/index.ts";
import { type GroupKind, storeGroup } from "./schema.ts";
import { listStoreGroups, readStoreGroup } from "./view/list-groups.ts";

const pluralOf = { collection: "collections", category: "categories" } as const;

/** What shoppers see of collections or categories. */
export function groupStoreRoutes(kind: GroupKind): readonly Route[] {
  const path = `/v1/store/${pluralOf[kind]}`;
  return [
    defineRoute({
      method: "get",
      path,
      summary: `List ${pluralOf[kind]}`,
      access: "public",
      conditional: true,
      query: z.object({ ...pageQuery, ...storefrontQuery }).strict(),
      replies: { 200: { description: `A page of ${pluralOf[kind]}`, schema: listSchema(storeGroup[kind]) } },
      refusals: ["invalid-cursor"],
      async handle({ query, page, requestedLocales, services }) {
        const shopper = await shopperOf(services, requestedLocales, query.currency);
        if (!shopper.ok) return shopper;
        return listed(await services.read(listStoreGroups, { kind, locales: shopper.value.locales, page }));
      },
    }),
    defineRoute({
      method: "get",
      path: `${path}/{handle}`,
      summary: `Read a ${kind}; a former handle redirects for good`,
      access: "public",
      conditional: true,
      params: z.object({ handle: z.string().min(1).max(255) }),
      query: z.object(storefrontQuery).strict(),
      replies: {
        200: { description: `The ${kind}`, schema: storeGroup[kind] },
        308: { description: "The handle has changed; Location has the current one" },
      },
      async handle({ params: { handle }, query, requestedLocales, url, services }) {
        const shopper = await shopperOf(services, requestedLocales, query.currency);
        if (!shopper.ok) return shopper;
        const read = await services.read(readStoreGroup, { kind, handle, locales: shopper.value.locales });
        if (!read.ok) return read;
        if (read.value.found === "group") return ok({ status: 200, body: read.value.group });
        return ok({ status: 308, headers: { Location: `${path}/${read.value.handle}${url.search}` } });
      },
    }),
  ];
}
