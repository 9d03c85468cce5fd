import { z } from "zod";
import { defineRoute, type Route } from "../../kernel/api/route.ts";
import { pageQuery } from "../../kernel/read/page.ts";
import { opaqueId } from "../../kernel/values/id.ts";
import type { GroupCommands } from "./commands.ts";
import {
  categoryInput,
  categoryPatch,
  collectionInput,
  collectionPatch,
  type GroupInput,
  type GroupKind,
  type GroupPatch,
  memberInput,
  membersInput,
} from "./schema.ts";
import type { GroupQueries } from "./view/list-groups.ts";

const params = z.object({ id: opaqueId });
const inputOf: Record<GroupKind, z.ZodType<GroupInput>> = {
  collection: collectionInput,
  category: categoryInput,
};
const patchOf: Record<GroupKind, z.ZodType<GroupPatch>> = {
  collection: collectionPatch,
  category: categoryPatch,
};
const pluralOf = { collection: "collections", category: "categories" } as const;
const pathOf = (kind: GroupKind) => `/v1/admin/${pluralOf[kind]}`;
const parentRefusalsOf = (kind: GroupKind) =>
  kind === "category" ? (["unknown-reference", "category-cycle"] as const) : [];

/** Admin routes for collections or categories. */
export function groupAdminRoutes(
  kind: GroupKind,
  commands: GroupCommands,
  queries: GroupQueries,
): readonly Route[] {
  return [
    ...groupRoutes(kind, commands, queries),
    ...oneGroupRoutes(kind, commands),
    ...memberRoutes(kind, commands),
  ];
}

function groupRoutes(kind: GroupKind, { create }: GroupCommands, { listAdmin }: GroupQueries) {
  const path = pathOf(kind);
  return [
    defineRoute({
      method: "get",
      path,
      summary: `List ${pluralOf[kind]}`,
      operation: listAdmin,
      query: z.object(pageQuery).strict(),
      input: ({ page }) => page,
      returns: `A page of ${pluralOf[kind]}`,
      refusals: ["invalid-cursor"],
    }),
    defineRoute({
      method: "post",
      path,
      summary: `Create a ${kind}`,
      operation: create,
      body: inputOf[kind],
      input: ({ body }) => body,
      status: 201,
      returns: `The ${kind}`,
      location: ({ id }) => `${path}/${id}`,
      refusals: ["duplicate-handle", "locale-not-enabled", "too-large", ...parentRefusalsOf(kind)],
    }),
  ];
}

function oneGroupRoutes(kind: GroupKind, { read, update, remove }: GroupCommands) {
  const path = `${pathOf(kind)}/{id}`;
  const returns = `The ${kind}`;
  return [
    defineRoute({
      method: "get",
      path,
      summary: `Read a ${kind}`,
      operation: read,
      params,
      input: ({ params }) => params,
      returns,
    }),
    defineRoute({
      method: "patch",
      path,
      summary: `Update a ${kind}. Translations merge by locale`,
      operation: update,
      params,
      body: patchOf[kind],
      input: ({ params: { id }, body }) => ({ id, patch: body }),
      returns,
      refusals: [
        "duplicate-handle",
        "locale-not-enabled",
        "translation-required",
        "too-large",
        ...parentRefusalsOf(kind),
      ],
    }),
    defineRoute({
      method: "delete",
      path,
      summary: `Delete a ${kind}, but not its products`,
      operation: remove,
      params,
      input: ({ params }) => params,
      returns: "Deleted",
      refusals: kind === "category" ? ["category-not-empty"] : [],
    }),
  ];
}

function memberRoutes(kind: GroupKind, { setProducts, addProduct, removeProduct }: GroupCommands) {
  const path = `${pathOf(kind)}/{id}`;
  const returns = `The ${kind}`;
  const onePath = `${path}/products/{productId}`;
  const oneParams = params.extend({ productId: opaqueId });
  return [
    defineRoute({
      method: "put",
      path: `${path}/products`,
      summary: `Replace the products of a ${kind}, in order`,
      operation: setProducts,
      params,
      body: membersInput,
      input: ({ params, body }) => ({ ...params, ...body }),
      returns,
      refusals: ["unknown-reference", "too-large"],
    }),
    defineRoute({
      method: "post",
      path: onePath,
      summary: `Add a product to a ${kind}, or move it. Without a position, a new product is the last`,
      operation: addProduct,
      params: oneParams,
      body: memberInput,
      input: ({ params, body }) => ({ ...params, ...body }),
      returns,
      refusals: ["too-large"],
    }),
    defineRoute({
      method: "delete",
      path: onePath,
      summary: `Take a product out of a ${kind}`,
      operation: removeProduct,
      params: oneParams,
      input: ({ params }) => params,
      returns: "Taken out",
    }),
  ];
}
