import type { BaseSQLiteDatabase } from "drizzle-orm/sqlite-core";
import type { TenantObject } from "./tenant-object.ts";

/** The tenant's own database. Its object reads and writes it synchronously, in one turn of the event loop. */
export interface TenantDatabase extends BaseSQLiteDatabase<"sync", unknown> {
  /** The object that the database belongs to. */
  readonly object: TenantObject;
}

/** A statement for the read model, with positional parameters. */
export interface Statement {
  readonly sql: string;
  readonly params: readonly (string | number | null)[];
  /** What to bind after a view's parameters; see `src/projection/rebuild/generation.ts`. */
  readonly generationBinding?: "owner" | "owner-and-leeway";
}

/** One row of the read model, by column. */
export type Row = Readonly<Record<string, string | number | null>>;

/** The read model as queries see it. Each call is one round trip. */
export interface ReadModel {
  all(statement: Statement): Promise<readonly Row[]>;
  batch(statements: readonly Statement[]): Promise<readonly (readonly Row[])[]>;
}

/** One append-only step of a database's schema. */
export interface Migration {
  readonly name: string;
  readonly sql: string;
}
