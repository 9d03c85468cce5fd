import * as z from "zod";
import { refusal } from "../../../kernel/api/problem.ts";
import { nothing } from "../../../kernel/operation/operation.ts";
import type { TenantDatabase } from "../../../kernel/storage/storage.ts";
import { canonicalId, opaqueId } from "../../../kernel/values/id.ts";
import { ok, refused } from "../../../kernel/values/result.ts";
import { defineCommand } from "../../../kernel/write/command.ts";
import { reorderBlocks } from "../blocks/rules.ts";
import { reorderInput } from "../blocks/schema.ts";
import { contentIds } from "../ids.ts";
import type { NodeKind } from "../kinds.ts";
import { decideDelete, decideMove, type NodeMove, nodeMoveNames } from "../nodes/moves.ts";
import { writtenNode } from "../nodes/presentation.ts";
import { decideChanges, decideCreate, decideUpdate } from "../nodes/rules.ts";
import { readNode } from "../nodes/store.ts";
import { adminNode, nodeInput, nodePatch } from "../nodes/wire.ts";
import { hasChildren } from "../tree.ts";
import { authorOf } from "./author.ts";
import { loadFacts } from "./load.ts";

export const noSuch = (kind: NodeKind) => refusal("not-found", `There is no such ${kind.name}.`);
export const byId = z.object({ id: opaqueId });
export const nodeIdOf = (id: string) => canonicalId(contentIds.node, id);

/** What `If-Match` and conditions of grants are about. Nothing, if it is of another kind. */
export const targetOf =
  (kind: NodeKind) =>
  ({ id }: { readonly id: string }, database: TenantDatabase) =>
    readNode(database, nodeIdOf(id), kind.name) === undefined ? null : { type: "node", id: nodeIdOf(id) };

/** The commands of one kind of node. All kinds follow the same rules. */
export function nodeCommands(kind: NodeKind) {
  return {
    create: createNode(kind),
    update: updateNode(kind),
    reorder: reorderNode(kind),
    moves: nodeMoveNames.map((move) => ({ move, command: moveNode(kind, move) })),
    remove: deleteNode(kind),
  };
}
export type NodeCommands = ReturnType<typeof nodeCommands>;

function createNode(kind: NodeKind) {
  return defineCommand({
    name: `content.create${kind.one}`,
    access: `${kind.resource}:create`,
    isLimited: true,
    input: nodeInput,
    output: adminNode,
    load: (database, input, context) => ({
      facts: loadFacts(database, kind, null, input, context),
      author: authorOf(database, context.actor),
    }),
    decide({ facts, author }, input, context) {
      const id = context.newId(contentIds.node);
      const events = decideCreate({ id, kind: kind.name, author }, input, facts, context);
      if (!events.ok) return events;
      const answer = (database: TenantDatabase) => writtenNode(database, context.tenantId, kind.name, id);
      return ok({ events: events.value, answer });
    },
  });
}

function updateNode(kind: NodeKind) {
  return defineCommand({
    name: `content.update${kind.one}`,
    access: `${kind.resource}:update`,
    input: z.object({ id: opaqueId, patch: nodePatch }),
    output: adminNode,
    guards: targetOf(kind),
    target: targetOf(kind),
    load: (database, { id, patch }, context) => ({
      current: readNode(database, nodeIdOf(id), kind.name),
      facts: loadFacts(database, kind, nodeIdOf(id), patch, context),
    }),
    decide({ current, facts }, { patch }, context) {
      if (current === undefined) return refused(noSuch(kind));
      const events = decideUpdate(current, patch, facts, context);
      if (!events.ok) return events;
      const { id } = current;
      const answer = (database: TenantDatabase) => writtenNode(database, context.tenantId, kind.name, id);
      return ok({ events: events.value, answer });
    },
  });
}

/** Puts the blocks into another order. */
function reorderNode(kind: NodeKind) {
  return defineCommand({
    name: `content.reorder${kind.one}Blocks`,
    access: `${kind.resource}:update`,
    input: reorderInput.extend({ id: opaqueId }),
    output: adminNode,
    guards: targetOf(kind),
    target: targetOf(kind),
    load: (database, { id }) => readNode(database, nodeIdOf(id), kind.name),
    decide(current, { ids }, { tenantId }) {
      if (current === undefined) return refused(noSuch(kind));
      const blocks = reorderBlocks(current.blocks, ids);
      if (!blocks.ok) return blocks;
      const events = decideChanges(current, { blocks: blocks.value }, { changed: [], removed: [] }, { ids });
      if (!events.ok) return events;
      const answer = (database: TenantDatabase) => writtenNode(database, tenantId, kind.name, current.id);
      return ok({ events: events.value, answer });
    },
  });
}

/** `publish`, `unpublish`, `archive` and `restore`. */
function moveNode(kind: NodeKind, move: NodeMove) {
  return defineCommand({
    name: `content.${move}${kind.one}`,
    access: `${kind.resource}:update`,
    input: byId,
    output: adminNode,
    guards: targetOf(kind),
    target: targetOf(kind),
    load: (database, { id }) => readNode(database, nodeIdOf(id), kind.name),
    decide(current, _, { tenantId, now }) {
      if (current === undefined) return refused(noSuch(kind));
      const events = decideMove(current, move, new Date(now).toISOString());
      if (!events.ok) return events;
      const answer = (database: TenantDatabase) => writtenNode(database, tenantId, kind.name, current.id);
      return ok({ events: events.value, answer });
    },
  });
}

function deleteNode(kind: NodeKind) {
  return defineCommand({
    name: `content.delete${kind.one}`,
    access: `${kind.resource}:delete`,
    input: byId,
    output: nothing,
    guards: targetOf(kind),
    target: targetOf(kind),
    load: (database, { id }) => ({
      current: readNode(database, nodeIdOf(id), kind.name),
      isParent: hasChildren(database, "content_nodes", nodeIdOf(id)),
    }),
    decide({ current, isParent }) {
      if (current === undefined) return refused(noSuch(kind));
      const events = decideDelete(current, isParent);
      return events.ok ? ok({ events: events.value, answer: () => null }) : events;
    },
  });
}
