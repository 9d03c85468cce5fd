import { eq } from "drizzle-orm";
import * as z from "zod";
import { refusal } from "../../../src/kernel/api/problem.ts";
import { defineReaction, OutsideUnavailable, requestOf } from "../../../src/kernel/delivery/reaction.ts";
import { nothing } from "../../../src/kernel/operation/operation.ts";
import { defineObjectQuery } from "../../../src/kernel/read/query.ts";
import type { TenantDatabase } from "../../../src/kernel/storage/storage.ts";
import { ok, refused } from "../../../src/kernel/values/result.ts";
import { defineCommand } from "../../../src/kernel/write/command.ts";
import { eraseNote } from "./commands.ts";
import { noteWritten } from "./events.ts";
import { noteReaders } from "./store.ts";

const reader = z.object({ id: z.string().min(1).max(64), url: z.url() });

export const addReader = defineCommand({
  name: "notes.addReader",
  access: "notes:create",
  internal: true,
  input: reader,
  output: nothing,
  load: () => null,
  decide: (_, row) =>
    ok({
      events: [],
      writeState: (database: TenantDatabase) => void database.insert(noteReaders).values(row).run(),
      answer: () => null,
    }),
});

export const removeReader = defineCommand({
  name: "notes.removeReader",
  access: "notes:delete",
  internal: true,
  output: nothing,
  input: z.object({ id: z.string() }),
  load: () => null,
  decide: (_, { id }) =>
    ok({
      events: [],
      writeState: (database: TenantDatabase) =>
        void database.delete(noteReaders).where(eq(noteReaders.id, id)).run(),
      answer: () => null,
    }),
});

export const readReader = defineObjectQuery({
  name: "notes.readReader",
  access: "notes:read",
  internal: true,
  output: reader,
  input: z.object({ id: z.string() }),
  run(database, { id }) {
    const row = database.select().from(noteReaders).where(eq(noteReaders.id, id)).get();
    return row === undefined ? refused(refusal("not-found", "There is no such reader.")) : ok(row);
  },
});

/** Posts every note to every reader. Each reader gets its notes one at a time, in write order. */
export const sendToReaders = defineReaction({
  name: "notes.readers",
  consumes: [noteWritten],
  targets: (database) => database.select({ id: noteReaders.id }).from(noteReaders).all(),
  key: ({ aggregate }) => aggregate.id,
  async react({ aggregate, data }, { target, ask, fetch, idempotencyKey }) {
    const found = await ask(readReader, { id: target ?? "" });
    // Removed in the meantime.
    if (!found.ok) return [];
    const response = await fetch(found.value.url, {
      method: "POST",
      headers: { "Idempotency-Key": idempotencyKey },
      body: data.text,
    });
    if (response.status >= 500) throw new OutsideUnavailable(`HTTP ${response.status}`);
    if (!response.ok && response.status !== 410) throw new Error(`HTTP ${response.status}`);
    // The reader never wants this note again.
    return response.status === 410 ? [requestOf(eraseNote, { id: aggregate.id })] : [];
  },
});
