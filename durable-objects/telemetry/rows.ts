/** Counts the rows that statements of an object's database read and write. */
export interface RowCounter {
  /** Counts from now on. */
  begin(): void;
  /** The rows since `begin`. */
  end(): { readonly rows_read: number; readonly rows_written: number };
}

type Cursor = Pick<SqlStorageCursor<Record<string, SqlStorageValue>>, "rowsRead" | "rowsWritten">;

/** A storage whose statements are counted while the counter is on. Only what Drizzle uses of it is there. */
export function countRows(storage: DurableObjectStorage): {
  readonly storage: DurableObjectStorage;
  readonly rows: RowCounter;
} {
  const { sql } = storage;
  // A cursor knows its rows when it has been read to its end.
  let cursors: Cursor[] | null = null;
  const counted = {
    sql: {
      exec(query: string, ...bindings: unknown[]) {
        const cursor = sql.exec(query, ...bindings);
        cursors?.push(cursor);
        return cursor;
      },
    },
    transactionSync: <Value>(body: () => Value) => storage.transactionSync(body),
  };
  return {
    // See above.
    storage: counted as unknown as DurableObjectStorage,
    rows: {
      begin() {
        cursors = [];
      },
      end() {
        let rowsRead = 0;
        let rowsWritten = 0;
        for (const cursor of cursors ?? []) {
          rowsRead += cursor.rowsRead;
          rowsWritten += cursor.rowsWritten;
        }
        cursors = null;
        return { rows_read: rowsRead, rows_written: rowsWritten };
      },
    },
  };
}
