import * as z from "zod";
import { nothing } from "../../../../kernel/operation/operation.ts";
import { ok } from "../../../../kernel/values/result.ts";
import { defineCommand } from "../../../../kernel/write/command.ts";
import { readKey } from "../store.ts";
import { isDue, lastUseOf, writeUse } from "./store.ts";

/** Notes that a key was used. It is working state: no event, and at most one write a minute for a key. */
export const noteKeyUse = defineCommand({
  name: "access.noteKeyUse",
  access: "tenants:read",
  internal: true,
  input: z.object({ id: z.string() }),
  output: nothing,
  load: (database, { id }) => ({ isKey: readKey(database, id) !== undefined, last: lastUseOf(database, id) }),
  decide({ isKey, last }, { id }, { now }) {
    const isNews = isKey && isDue(last, now);
    return ok({
      events: [],
      ...(isNews ? { writeState: (database) => writeUse(database, id, now) } : {}),
      answer: () => null,
    });
  },
});
