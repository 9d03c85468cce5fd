import { defineObjectQuery } from "../../../kernel/read/query.ts";
import { ok, refused } from "../../../kernel/values/result.ts";
import type { NodeKind } from "../kinds.ts";
import { readAdminNode } from "../nodes/presentation.ts";
import { adminNode } from "../nodes/wire.ts";
import { byId, nodeIdOf, noSuch, targetOf } from "./commands.ts";

/** Reads a node from the tenant's object, so the answer does not lag behind like the read model. */
export function nodeQueries(kind: NodeKind) {
  return {
    read: defineObjectQuery({
      name: `content.read${kind.one}`,
      access: `${kind.resource}:read`,
      input: byId,
      output: adminNode,
      target: targetOf(kind),
      run(database, { id }, { tenantId }) {
        const node = readAdminNode(database, tenantId, kind.name, nodeIdOf(id));
        return node === undefined ? refused(noSuch(kind)) : ok(node);
      },
    }),
  };
}
export type NodeQueries = ReturnType<typeof nodeQueries>;
