import * as z from "zod";
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
  groupNames,
  memberInput,
  membersInput,
} from "./schema.ts";
import type { GroupQueries } from "./view/list-groups.ts";
import { groupSortParameter } from "./view/sorts.ts";

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
  const { one, many } = groupNames[kind];
  return [
    defineRoute({
      method: "get",
      path,
      tag: many,
      operationId: `list${many}`,
      summary: `List ${pluralOf[kind]}`,
      description: `Lists ${pluralOf[kind]} with their translations, oldest first unless \`sort\` says otherwise. Read one to see its products.`,
      operation: listAdmin,
      query: z.strictObject({ ...pageQuery, sort: groupSortParameter }),
      input: ({ query: { sort }, page }) => ({ ...page, sort }),
      returns: `A page of ${pluralOf[kind]}`,
      refusals: ["invalid-cursor"],
    }),
    defineRoute({
      method: "post",
      path,
      tag: many,
      operationId: `create${one}`,
      summary: `Create a ${kind}`,
      description: `Creates a ${kind} without products. A handle that is left out is made from the title.`,
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
  const { one, many } = groupNames[kind];
  return [
    defineRoute({
      method: "get",
      path,
      tag: many,
      operationId: `get${one}`,
      summary: `Get a ${kind}`,
      description: `Returns a ${kind} with all translations and the ids of its products, as it is now.`,
      operation: read,
      params,
      input: ({ params }) => params,
      returns,
    }),
    defineRoute({
      method: "patch",
      path,
      tag: many,
      operationId: `update${one}`,
      summary: `Update a ${kind}`,
      description: "Fields that are left out stay. Translations merge by locale.",
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
      tag: many,
      operationId: `delete${one}`,
      summary: `Delete a ${kind}`,
      description: `Deletes a ${kind}, but not its products.${kind === "category" ? " A category with categories beneath it cannot be deleted." : ""}`,
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
  const { one, many } = groupNames[kind];
  const onePath = `${path}/products/{productId}`;
  const oneParams = params.extend({ productId: opaqueId });
  return [
    defineRoute({
      method: "put",
      path: `${path}/products`,
      tag: many,
      operationId: `set${one}Products`,
      summary: `Set the products of a ${kind}`,
      description: `Replaces all products of a ${kind}, in the given order.`,
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
      tag: many,
      operationId: `add${one}Product`,
      summary: `Add a product to a ${kind}`,
      description: `Adds a product to a ${kind}, or moves one that it has. Without a position, a new product is the last.`,
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
      tag: many,
      operationId: `remove${one}Product`,
      summary: `Remove a product from a ${kind}`,
      description: `Takes a product out of a ${kind}. The product itself stays.`,
      operation: removeProduct,
      params: oneParams,
      input: ({ params }) => params,
      returns: "Taken out",
    }),
  ];
}
