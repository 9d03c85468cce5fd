import { and, eq } from "drizzle-orm";
import type { TenantDatabase } from "../../../kernel/storage/storage.ts";
import { openHandleBook } from "../../translations/index.ts";
import { products } from "../tables.ts";

/** The published product with a handle, current or former, in the first of `locales` that knows it. Undefined if there is none. */
export function publishedWithHandle(
  database: TenantDatabase,
  handle: string,
  locales: readonly string[],
): string | undefined {
  const book = openHandleBook(database, "product");
  for (const locale of locales) {
    const owner = book.ownerOf(locale, handle);
    if (owner !== undefined && isPublished(database, owner)) return owner;
  }
  return undefined;
}

function isPublished(database: TenantDatabase, id: string): boolean {
  const published = and(eq(products.id, id), eq(products.status, "active"));
  return database.select({ id: products.id }).from(products).where(published).get() !== undefined;
}
