import { byState, type ConditionalResource } from "../../kernel/access/conditional.ts";
import { nodeKinds } from "./kinds.ts";
import { nodeState } from "./nodes/schema.ts";

/** A grant on posts or pages can be limited to those of authors. `self` is whoever has the grant. */
export const conditionalNodes: readonly ConditionalResource[] = nodeKinds.map(({ resource }) => ({
  resource,
  attributes: { author: "The id of the author: a user or an API key. `@self` is whoever has the role." },
  aggregates: {
    node: byState(nodeState, ({ author: { id } }) => ({ author: id === null ? [] : [id] })),
  },
}));
