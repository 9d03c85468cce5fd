/** Whether a write failed because the disk, or the database's share of it, is full. Reads go on. */
export function isStorageFull(error: unknown): boolean {
  const message = error instanceof Error ? error.message : String(error);
  return /disk is full|SQLITE_FULL|no space left|ENOSPC|exceeded maximum DB size/i.test(message);
}
