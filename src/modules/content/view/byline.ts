import { accessIds } from "../../access/index.ts";
import type { NodeAuthor } from "../nodes/schema.ts";

/** What readers are told of an author. Keys and their names are what staff has for itself. */
export function bylineOf(author: NodeAuthor): NodeAuthor {
  return author.id?.startsWith(`${accessIds.apiKey.prefix}_`) ? { id: null, name: null } : author;
}
