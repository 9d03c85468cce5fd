import { defineReleasable, moving } from "../../../kernel/write/releasable.ts";
import { type NodeCommands, nodeIdOf } from "../admin/commands.ts";
import type { NodeKind } from "../kinds.ts";
import type { NodeMove } from "../nodes/moves.ts";
import { readNode } from "../nodes/store.ts";

/** Nodes of one kind in releases. */
export function releasableNode(kind: NodeKind, { moves }: Pick<NodeCommands, "moves">) {
  const commandOf = (wanted: NodeMove) => {
    const found = moves.find(({ move }) => move === wanted);
    if (found === undefined) throw new Error(`a ${kind.name} has no move ${wanted}`);
    return found.command;
  };
  return defineReleasable({
    type: kind.name,
    find: (database, id) => readNode(database, nodeIdOf(id), kind.name),
    actions: {
      publish: moving(commandOf("publish"), "unpublish"),
      unpublish: moving(commandOf("unpublish"), "publish"),
    },
  });
}
