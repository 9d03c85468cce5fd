import { refusal, refusalAt } from "../../../kernel/api/problem.ts";
import { ok, type Result, refused } from "../../../kernel/values/result.ts";
import type { NewEvent } from "../../../kernel/write/event.ts";
import {
  before,
  nextSteps,
  type StateBefore,
  type Transitions,
} from "../../../kernel/write/state-machine.ts";
import { nodeArchived, nodeDeleted, nodePublished, nodeRestored, nodeUnpublished } from "./events.ts";
import type { NodeState, NodeStatus } from "./schema.ts";

/** draft → published; published → draft, archived; archived → draft. */
export const nodeTransitions = {
  draft: ["published"],
  published: ["draft", "archived"],
  archived: ["draft"],
} as const satisfies Transitions<NodeStatus>;

/** The actions that change a node's status, each with the state that it starts from. */
export const nodeMoves = {
  publish: move(["draft"], "published"),
  unpublish: move(["published"], "draft"),
  archive: move(["published"], "archived"),
  restore: move(["archived"], "draft"),
};

/** Doesn't compile for a move that `nodeTransitions` doesn't allow. */
function move<To extends NodeStatus>(from: readonly StateBefore<typeof nodeTransitions, To>[], to: To) {
  return { from, to };
}

export type NodeMove = keyof typeof nodeMoves;
export const nodeMoveNames = Object.keys(nodeMoves) as NodeMove[];

/** What is said of a node in refusals. */
export type Described = Pick<NodeState, "id" | "kind" | "status">;

/** Changes a node's status as `nodeTransitions` allows. */
export function decideMove(current: Described, move: NodeMove, at: string): Result<readonly NewEvent[]> {
  const { to, from } = nodeMoves[move];
  const wording = wordingOf(current.kind);
  const movable = before(nodeTransitions, current, to, wording);
  if (!movable.ok) return movable;
  // Both `unpublish` and `restore` lead to draft, but each from one status only.
  if (from.some((state) => state === current.status)) return ok([eventOf(move, current.id, at)]);
  const next = nextSteps(nodeTransitions, current.status, wording);
  const detail = `Cannot ${move} a ${current.kind} that is ${current.status}. ${next}`;
  return refused(refusalAt("invalid-transition", "/status", detail));
}

function eventOf(move: NodeMove, id: string, at: string): NewEvent {
  switch (move) {
    case "publish":
      return nodePublished.of(id, { publishedAt: at });
    case "unpublish":
      return nodeUnpublished.of(id, {});
    case "archive":
      return nodeArchived.of(id, {});
    case "restore":
      return nodeRestored.of(id, {});
  }
}

function wordingOf(noun: string) {
  const actionOf = (from: NodeStatus, to: NodeStatus) =>
    nodeMoveNames.find(
      (one) => nodeMoves[one].to === to && nodeMoves[one].from.some((state) => state === from),
    );
  return { noun, actionOf };
}

/** Deletes a node that is not published and has nothing below it. */
export function decideDelete(current: Described, hasChildren: boolean): Result<readonly NewEvent[]> {
  if (current.status === "published") {
    const detail = `A published ${current.kind} cannot be deleted. Unpublish or archive it first.`;
    return refused(refusal("invalid-transition", detail));
  }
  if (hasChildren)
    return refused(
      refusal("has-children", `The ${current.kind} has others below it. Move or delete them first.`),
    );
  return ok([nodeDeleted.of(current.id, {})]);
}
