import { sql } from "drizzle-orm";
import type { TenantDatabase } from "../../../kernel/storage/storage.ts";
import type { Release } from "./schema.ts";

/** A page of releases, newest first. */
interface ReleasePage {
  /** Null for all. */
  readonly status: Release["status"] | null;
  /** The id of the last one on the page before. */
  readonly before: string | null;
  readonly atMost: number;
}

/** The ids of a page: a release can be large, so each is read when it fits. */
export function idsOfReleases(
  database: TenantDatabase,
  { status, before, atMost }: ReleasePage,
): readonly { readonly id: string }[] {
  // Greater than every id.
  const end = before ?? "~";
  return status === null
    ? database.all(sql`SELECT id FROM releases WHERE id < ${end} ORDER BY id DESC LIMIT ${atMost}`)
    : database.all(sql`SELECT id FROM releases INDEXED BY releases_status
        WHERE status = ${status} AND id < ${end} ORDER BY id DESC LIMIT ${atMost}`);
}

export function countReleases(database: TenantDatabase, status: Release["status"] | null): number {
  const [row] = database.all<{ count: number }>(
    status === null
      ? sql`SELECT count(*) AS count FROM releases`
      : sql`SELECT count(*) AS count FROM releases INDEXED BY releases_status WHERE status = ${status}`,
  );
  return row?.count ?? 0;
}
