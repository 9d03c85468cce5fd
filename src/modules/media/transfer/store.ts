import { eq } from "drizzle-orm";
import type { TenantDatabase } from "../../../kernel/storage/storage.ts";
import { defineTransfer } from "../../../kernel/write/transfer.ts";
import { mediaState } from "../schema.ts";
import { mediaFiles } from "../tables.ts";

/** What is known of files. Their bytes are not in an export: whoever imports it copies them in R2, under the same ids. */
export const mediaTransfer = defineTransfer(mediaState, {
  event: "media.file.imported",
  write(database, { id, state }) {
    remove(database, id);
    database.insert(mediaFiles).values(state).run();
  },
  remove,
});

function remove(database: TenantDatabase, id: string): void {
  database.delete(mediaFiles).where(eq(mediaFiles.id, id)).run();
}
