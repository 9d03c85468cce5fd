import { eq } from "drizzle-orm";
import type { TenantDatabase } from "../../../kernel/storage/storage.ts";
import { defineTransfer } from "../../../kernel/write/transfer.ts";
import { mediaState } from "../schema.ts";
import { readStored } from "../store.ts";
import { mediaFiles } from "../tables.ts";

/** What is known of files. Their bytes are not in an export: it names them, and says so where it is imported. */
export const mediaTransfer = defineTransfer(mediaState, {
  event: "media.file.imported",
  write(database, { id, state }) {
    remove(database, id);
    database.insert(mediaFiles).values(state).run();
  },
  remove,
  missing(database) {
    const { files, uploads } = readStored(database);
    const whole = files - uploads;
    if (whole === 0) return [];
    return [`The bytes of ${whole} files are not in the export: copy them in R2 from the other tenant.`];
  },
});

function remove(database: TenantDatabase, id: string): void {
  database.delete(mediaFiles).where(eq(mediaFiles.id, id)).run();
}
