import { pageOf, pageOutput, pageRequest } from "../../../kernel/read/page.ts";
import { defineObjectQuery } from "../../../kernel/read/query.ts";
import { ok } from "../../../kernel/values/result.ts";
import { passkeyResponse } from "./schema.ts";
import { countPasskeys, passkeysOf, toPasskeyResponse } from "./store.ts";

/** The caller's passkeys, newest first. */
export const listPasskeys = defineObjectQuery({
  name: "identity.listPasskeys",
  access: "account",
  input: pageRequest,
  output: pageOutput(passkeyResponse),
  run(database, { limit, after, count }, { actor }) {
    const before = after === null ? {} : { before: String(after[0]) };
    const rows = passkeysOf(database, actor.id ?? "", { ...before, limit: limit + 1 });
    return ok({
      ...pageOf(rows, limit, ({ id }) => [id], toPasskeyResponse),
      totalCount: count ? countPasskeys(database, actor.id ?? "") : undefined,
    });
  },
});
