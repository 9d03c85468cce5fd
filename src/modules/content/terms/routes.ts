import * as z from "zod";
import { defineRoute, type Route } from "../../../kernel/api/route.ts";
import { opaqueId } from "../../../kernel/values/id.ts";
import type { TermOperations } from "./commands.ts";
import {
  contentCategoryInput,
  contentCategoryPatch,
  type TermInput,
  type TermKind,
  type TermPatch,
  tagInput,
  tagPatch,
  termNames,
} from "./schema.ts";

const params = z.object({ id: opaqueId });
const inputOf: Record<TermKind, z.ZodType<TermInput>> = {
  contentCategory: contentCategoryInput,
  tag: tagInput,
};
const patchOf: Record<TermKind, z.ZodType<TermPatch>> = {
  contentCategory: contentCategoryPatch,
  tag: tagPatch,
};
const textRefusals = ["duplicate-handle", "locale-not-enabled", "too-large"] as const;
const placeRefusalsOf = (kind: TermKind) =>
  kind === "contentCategory" ? (["unknown-reference", "invalid-parent"] as const) : [];

/** Admin routes of categories or tags. Lists read the read model. */
export function termRoutes(kind: TermKind, operations: TermOperations): readonly Route[] {
  return [...collectionRoutes(kind, operations), ...oneRoutes(kind, operations)];
}

function collectionRoutes(kind: TermKind, { create }: TermOperations) {
  const { one, tag, noun, path } = termNames[kind];
  const isTree = kind === "contentCategory";
  return [
    defineRoute({
      method: "post",
      path,
      tag,
      operationId: `create${one}`,
      summary: `Create a ${noun}`,
      description: `Creates a ${noun}. A slug that is left out is made from the name.${isTree ? "" : " Posts and pages make the tags that they name."}`,
      operation: create,
      body: inputOf[kind],
      input: ({ body }) => body,
      status: 201,
      returns: `The ${noun}`,
      location: ({ id }) => `${path}/${id}`,
      refusals: [...textRefusals, ...placeRefusalsOf(kind)],
    }),
  ];
}

function oneRoutes(kind: TermKind, { read, update, remove }: TermOperations) {
  const { one, tag, noun, path } = termNames[kind];
  const onePath = `${path}/{id}`;
  const returns = `The ${noun}`;
  const isTree = kind === "contentCategory";
  return [
    defineRoute({
      method: "get",
      path: onePath,
      tag,
      operationId: `get${one}`,
      summary: `Get a ${noun}`,
      description: `Returns a ${noun} with all translations, as it is now.`,
      operation: read,
      params,
      input: ({ params }) => params,
      returns,
    }),
    defineRoute({
      method: "patch",
      path: onePath,
      tag,
      operationId: `update${one}`,
      summary: `Update a ${noun}`,
      description:
        "Fields that are left out stay. Translations merge by locale. A former slug redirects for good.",
      operation: update,
      params,
      body: patchOf[kind],
      input: ({ params: { id }, body }) => ({ id, patch: body }),
      returns,
      refusals: [...textRefusals, ...placeRefusalsOf(kind), "translation-required"],
    }),
    defineRoute({
      method: "delete",
      path: onePath,
      tag,
      operationId: `delete${one}`,
      summary: `Delete a ${noun}`,
      description: `Deletes a ${noun}, and takes it off all posts and pages.${isTree ? " One with categories below it cannot be deleted." : ""}`,
      operation: remove,
      params,
      input: ({ params }) => params,
      returns: "Deleted",
      refusals: isTree ? ["has-children"] : [],
    }),
  ];
}
