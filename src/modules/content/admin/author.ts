import type { Actor } from "../../../kernel/access/actor.ts";
import type { TenantDatabase } from "../../../kernel/storage/storage.ts";
import { nameOfKey } from "../../access/index.ts";
import { readUser } from "../../identity/index.ts";
import type { NodeAuthor } from "../nodes/schema.ts";

/** Whoever creates a node is its author: a user of the staff or an API key, by id and name. Nobody for the platform. */
export function authorOf(database: TenantDatabase, actor: Actor): NodeAuthor {
  switch (actor.kind) {
    case "user":
      return { id: actor.id, name: readUser(database, actor.id)?.person?.name ?? null };
    case "apiKey":
      return { id: actor.id, name: nameOfKey(database, actor.id) ?? null };
    default:
      return { id: null, name: null };
  }
}
