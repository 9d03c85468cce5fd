import * as z from "zod";
import { defineRoute, type Route } from "../../../kernel/api/route.ts";
import { opaqueId } from "../../../kernel/values/id.ts";
import { reorderInput } from "../blocks/schema.ts";
import type { NodeKind } from "../kinds.ts";
import type { NodeMove } from "../nodes/moves.ts";
import { type NodeInput, type NodePatch, pageInput, pagePatch, postInput, postPatch } from "../nodes/wire.ts";
import { type ScheduleCommand, scheduleInput } from "../schedule/commands.ts";
import type { NodeCommands } from "./commands.ts";
import type { NodeQueries } from "./queries.ts";

const params = z.object({ id: opaqueId });
const inputOf: Record<string, z.ZodType<NodeInput>> = { post: postInput, page: pageInput };
const patchOf: Record<string, z.ZodType<NodePatch>> = { post: postPatch, page: pagePatch };

/** What a kind's routes take and how its paths begin. */
export const pathOf = (kind: NodeKind) => `/v1/admin/${kind.path}`;

const refusals = ["duplicate-handle", "locale-not-enabled", "unknown-reference", "too-large"] as const;
const parentRefusals = (kind: NodeKind) => (kind.nests ? (["invalid-parent"] as const) : []);

/** Admin routes of the nodes of one kind. Lists read the read model. */
export function nodeRoutes(
  kind: NodeKind,
  commands: NodeCommands,
  queries: NodeQueries,
  schedule: ScheduleCommand,
): readonly Route[] {
  return [
    createRoute(kind, commands),
    ...oneRoutes(kind, commands, queries),
    ...moveRoutes(kind, commands),
    scheduleRoute(kind, schedule),
    reorderRoute(kind, commands),
  ];
}

function createRoute(kind: NodeKind, { create }: NodeCommands) {
  const { one, many, name } = kind;
  return defineRoute({
    method: "post",
    path: pathOf(kind),
    tag: many,
    operationId: `create${one}`,
    summary: `Create a ${name}`,
    description: `Creates a draft. Publish it to show it in the store. A slug that is left out is made from the title. \`tags\` and \`categories\` are names or slugs: tags that do not exist are made, categories have to exist.`,
    operation: create,
    body: inputOf[name] ?? postInput,
    input: ({ body }) => body,
    status: 201,
    returns: `The ${name}`,
    location: ({ id }) => `${pathOf(kind)}/${id}`,
    refusals: [...refusals, ...parentRefusals(kind)],
  });
}

function oneRoutes(kind: NodeKind, { update, remove }: NodeCommands, { read }: NodeQueries) {
  const { one, many, name } = kind;
  const path = `${pathOf(kind)}/{id}`;
  return [
    defineRoute({
      method: "get",
      path,
      tag: many,
      operationId: `get${one}`,
      summary: `Get a ${name}`,
      description: `Returns a ${name} of any status with all translations, as it is now. Bodies are as they were sent: they are rendered and sanitized for the store.`,
      operation: read,
      params,
      input: ({ params }) => params,
      returns: `The ${name}`,
    }),
    defineRoute({
      method: "patch",
      path,
      tag: many,
      operationId: `update${one}`,
      summary: `Update a ${name}`,
      description:
        "Fields that are left out stay, and `null` clears a field. Translations merge by locale; lists are replaced. A former slug redirects for good.",
      operation: update,
      params,
      body: patchOf[name] ?? postPatch,
      input: ({ params: { id }, body }) => ({ id, patch: body }),
      returns: `The ${name}`,
      refusals: [...refusals, ...parentRefusals(kind), "translation-required"],
    }),
    defineRoute({
      method: "delete",
      path,
      tag: many,
      operationId: `delete${one}`,
      summary: `Delete a ${name}`,
      description: `Deletes a draft or an archived ${name} with its revisions. Unpublish or archive a published one first.${kind.nests ? " One with pages below it cannot be deleted." : ""}`,
      operation: remove,
      params,
      input: ({ params }) => params,
      returns: "Deleted",
      refusals: ["invalid-transition", ...(kind.nests ? (["has-children"] as const) : [])],
    }),
  ];
}

const aboutMove: Record<
  NodeMove,
  (name: string) => { readonly summary: string; readonly description: string }
> = {
  publish: (name) => ({
    summary: `Publish a ${name}`,
    description: "Shows a draft in the store, and ends the schedule of its publication.",
  }),
  unpublish: (name) => ({
    summary: `Unpublish a ${name}`,
    description: `Takes a ${name} out of the store. It is a draft again, without a schedule.`,
  }),
  archive: (name) => ({
    summary: `Archive a ${name}`,
    description: `Takes a published ${name} out of the store and out of daily work. Restore it to work on it again.`,
  }),
  restore: (name) => ({
    summary: `Restore an archived ${name}`,
    description: `Makes an archived ${name} a draft again.`,
  }),
};

function moveRoutes(kind: NodeKind, { moves }: NodeCommands) {
  return moves.map(({ move, command }) =>
    defineRoute({
      method: "post",
      path: `${pathOf(kind)}/{id}/${move}`,
      tag: kind.many,
      operationId: `${move}${kind.one}`,
      ...aboutMove[move](kind.name),
      operation: command,
      params,
      input: ({ params }) => params,
      returns: `The ${kind.name}`,
      refusals: ["invalid-transition"],
    }),
  );
}

function reorderRoute(kind: NodeKind, { reorder }: NodeCommands) {
  return defineRoute({
    method: "post",
    path: `${pathOf(kind)}/{id}/blocks/reorder`,
    tag: kind.many,
    operationId: `reorder${kind.one}Blocks`,
    summary: `Reorder the blocks of a ${kind.name}`,
    description: "Puts the blocks into the order of their ids. Each of them is named once.",
    operation: reorder,
    params,
    body: reorderInput,
    input: ({ params: { id }, body: { ids } }) => ({ id, ids }),
    returns: `The ${kind.name}`,
    refusals: ["unknown-reference"],
  });
}

function scheduleRoute(kind: NodeKind, operation: ScheduleCommand) {
  return defineRoute({
    method: "post",
    path: `${pathOf(kind)}/{id}/schedule`,
    tag: kind.many,
    operationId: `schedule${kind.one}`,
    summary: `Schedule a ${kind.name}`,
    description:
      "Says when it is published and unpublished by itself: never before that instant, and a minute after it at most. Until then nothing changes. A field that is left out stays, and `null` clears it.",
    operation,
    params,
    body: scheduleInput,
    input: ({ params: { id }, body }) => ({ id, schedule: body }),
    returns: `The ${kind.name}`,
    refusals: ["invalid-schedule", "invalid-transition"],
  });
}
