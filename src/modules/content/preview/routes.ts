import * as z from "zod";
import { storefrontQuery } from "../../../kernel/api/query-parameters.ts";
import { defineRoute } from "../../../kernel/api/route.ts";
import { opaqueId } from "../../../kernel/values/id.ts";
import { pathOf } from "../admin/routes.ts";
import type { NodeKind } from "../kinds.ts";
import { tenantOfPreview } from "./token.ts";
import { previewInput } from "./wire.ts";
import { type MakePreviewLink, readPreview } from "./workflows.ts";

/** Makes a link to the draft of one node. */
export function previewLinkRoute(kind: NodeKind, operation: MakePreviewLink) {
  return defineRoute({
    method: "post",
    path: `${pathOf(kind)}/{id}/preview-links`,
    tag: kind.many,
    operationId: `create${kind.one}PreviewLink`,
    summary: `Create a preview link of a ${kind.name}`,
    description: `Returns a link that shows the ${kind.name} as it is at any time until the link ends, whatever its status. Whoever has the link needs no credential. It can't be taken back; a deleted ${kind.name} has no links any more.`,
    operation,
    params: z.object({ id: opaqueId }),
    body: previewInput,
    input: ({ params: { id }, body: { expiresAt } }) => ({ id, expiresAt }),
    status: 201,
    returns: "The link",
    location: ({ url }) => new URL(url).pathname,
  });
}

/** What links of drafts lead to. */
export const previewRoutes = [
  defineRoute({
    method: "get",
    path: "/v1/store/preview/{link}",
    tag: "Storefront",
    operationId: "getStorePreview",
    summary: "Get a draft by its preview link",
    description:
      "Returns a post or page as the store would, as it is now. Without a host or header that names a tenant, the link names it. The answer is for nobody else: it is never stored, and search engines are told so.",
    operation: readPreview,
    params: z.object({ link: z.string().min(1).max(200).describe("The last part of a preview link.") }),
    query: z.strictObject({ locale: storefrontQuery.locale }),
    input: ({ params: { link }, requestedLocales }) => ({ token: link, requestedLocales }),
    returns: "The draft",
    tenantIn: ({ link }) => tenantOfPreview(link),
    headers: { "Cache-Control": "private, no-store", "X-Robots-Tag": "noindex" },
  }),
];
