import type { TenantDatabase } from "../../../kernel/storage/storage.ts";
import type { MediaUse } from "../schema.ts";

/** A module whose things show files. */
export interface MediaUser {
  /** The type of the things. */
  readonly type: string;
  /** The ids of those that show a file: as many as asked for, at most. */
  readonly using: (database: TenantDatabase, mediaId: string, most: number) => readonly string[];
}

/** What shows a file: as many as asked for, at most. */
export function usesOf(
  users: readonly MediaUser[],
  database: TenantDatabase,
  mediaId: string,
  most: number,
): readonly MediaUse[] {
  return users
    .flatMap(({ type, using }) => using(database, mediaId, most).map((id) => ({ type, id })))
    .slice(0, most);
}
