import * as z from "zod";
import type { TenantDatabase } from "../../../kernel/storage/storage.ts";
import { ok } from "../../../kernel/values/result.ts";
import { defineCommand } from "../../../kernel/write/command.ts";
import { uploadDiscarded } from "../events.ts";
import { expiredUploads, nextExpiry, removeUpload } from "../uploads/store.ts";
import { tidyUploadsName } from "./names.ts";

const atOnce = 50;
/** Uploads expire one by one. The job waits, to end them together. */
const roundMs = 60 * 1000;

/** A scheduled job: ends uploads that were begun and came to nothing. Their bytes are removed because of the events. */
export const tidyUploads = defineCommand({
  name: tidyUploadsName,
  access: "ops:manage",
  internal: true,
  input: z.object({}),
  output: z.number().nullable(),
  load: (database, _, { now }) => expiredUploads(database, now, atOnce),
  decide(expired, _, { now }) {
    return ok({
      events: expired.map(({ id, begun }) => uploadDiscarded.of(id, { begun })),
      writeState: (database: TenantDatabase) => {
        for (const { id } of expired) removeUpload(database, id);
      },
      answer(database: TenantDatabase) {
        const due = nextExpiry(database);
        return due === null || due <= now ? due : Math.max(due, now + roundMs);
      },
    });
  },
});
