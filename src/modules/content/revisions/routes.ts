import * as z from "zod";
import { shownAs } from "../../../kernel/api/query-parameters.ts";
import { defineRoute, type Route } from "../../../kernel/api/route.ts";
import { uncountedPageQuery } from "../../../kernel/read/page.ts";
import { opaqueId } from "../../../kernel/values/id.ts";
import { pathOf } from "../admin/routes.ts";
import type { NodeKind } from "../kinds.ts";
import type { RevisionOperations } from "./operations.ts";

const aboutNumber = "The number of a revision. They are counted from 1.";
const aboutAgainst = "The number of an older revision: `diff` says what has changed since.";
const whole = /^[1-9]\d{0,8}$/;
const numberText = z.string().regex(whole, "must be a whole number from 1").transform(Number);

const params = z.object({ id: opaqueId });
const oneParams = params.extend({
  number: shownAs(() => z.int().min(1).describe(aboutNumber), numberText.describe(aboutNumber)),
});
const against = shownAs(
  () => z.int().min(1).optional().describe(aboutAgainst),
  numberText.optional().describe(aboutAgainst),
);

/** Admin routes of the revisions of one kind of node. */
export function revisionRoutes(
  kind: NodeKind,
  { list, read, restore }: RevisionOperations,
): readonly Route[] {
  const { one, many, name } = kind;
  const path = `${pathOf(kind)}/{id}/revisions`;
  return [
    defineRoute({
      method: "get",
      path,
      tag: many,
      operationId: `list${one}Revisions`,
      summary: `List the revisions of a ${name}`,
      description: `Lists who has changed the content of a ${name} and when, newest first. The last 100 are kept, and fewer if they are very large.`,
      operation: list,
      params,
      query: z.strictObject(uncountedPageQuery),
      input: ({ params, page: { count: _, ...page } }) => ({ ...params, ...page }),
      returns: "A page of revisions",
      refusals: ["invalid-cursor"],
    }),
    defineRoute({
      method: "get",
      path: `${path}/{number}`,
      tag: many,
      operationId: `get${one}Revision`,
      summary: `Get a revision of a ${name}`,
      description: `Returns what a ${name} was, and with \`against\` what has changed since another revision.`,
      operation: read,
      params: oneParams,
      query: z.strictObject({ against }),
      input: ({ params, query }) => ({ ...params, against: query.against ?? null }),
      returns: "The revision",
    }),
    defineRoute({
      method: "post",
      path: `${path}/{number}/restore`,
      tag: many,
      operationId: `restore${one}Revision`,
      summary: `Restore a revision of a ${name}`,
      description: `Makes the content of a ${name} what it was. That is a new revision. Status, author and place stay, and a slug that was used in the meantime redirects.`,
      operation: restore,
      params: oneParams,
      input: ({ params }) => params,
      returns: `The ${name}`,
      refusals: ["too-large"],
    }),
  ];
}
