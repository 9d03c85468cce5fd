import * as z from "zod";
import { refusal } from "../../../kernel/api/problem.ts";
import { nothing } from "../../../kernel/operation/operation.ts";
import { pageOf, pageOutput, pageRequest } from "../../../kernel/read/page.ts";
import { defineObjectQuery } from "../../../kernel/read/query.ts";
import { canonicalId, opaqueId } from "../../../kernel/values/id.ts";
import { ok, refused } from "../../../kernel/values/result.ts";
import { defineCommand } from "../../../kernel/write/command.ts";
import { accessIds } from "../ids.ts";
import { readKey } from "../keys/store.ts";
import { decideRegister, decideRemove } from "./rules.ts";
import { hashedQuery, queryHash, registeredQueries, registeredQuery } from "./schema.ts";
import { countQueries, listQueries, queriesWith, readQuery } from "./store.ts";

const ofKey = z.object({ keyId: opaqueId });
const ofQuery = ofKey.extend({ id: opaqueId });
const noSuchKey = refusal("not-found", "There is no such API key.");
const noSuchQuery = refusal("not-found", "The key has no such query.");
const keyOf = ({ keyId }: z.infer<typeof ofKey>) => canonicalId(accessIds.apiKey, keyId);
const queryOf = ({ id }: z.infer<typeof ofQuery>) => canonicalId(accessIds.registeredQuery, id);

export const storeQueries = defineCommand({
  name: "access.storeQueries",
  access: "apiKeys:update",
  internal: true,
  input: ofKey.extend({ queries: z.array(hashedQuery) }),
  output: registeredQueries,
  load(database, { queries, ...input }) {
    const key = readKey(database, keyOf(input));
    if (key === undefined) return undefined;
    const hashes = queries.map(({ hash }) => hash);
    const known = new Set(queriesWith(database, key.id, hashes).map(({ hash }) => hash));
    return { key, known, total: countQueries(database) };
  },
  decide(loaded, { queries }, context) {
    if (loaded === undefined) return refused(noSuchKey);
    const events = decideRegister(loaded, queries, context);
    if (!events.ok) return events;
    const hashes = [...new Set(queries.map(({ hash }) => hash))];
    return ok({
      events: events.value,
      answer(database) {
        const stored = queriesWith(database, loaded.key.id, hashes);
        return { items: hashes.flatMap((hash) => stored.find((one) => one.hash === hash) ?? []) };
      },
    });
  },
});

export const removeQuery = defineCommand({
  name: "access.removeQuery",
  access: "apiKeys:update",
  input: ofQuery,
  output: nothing,
  load: (database, input) => readQuery(database, keyOf(input), { id: queryOf(input) }),
  decide(query) {
    if (query === undefined) return refused(noSuchQuery);
    return ok({ events: [decideRemove(query)], answer: () => null });
  },
});

/** Lists the queries of a publishable key, by their hashes. */
export const readQueries = defineObjectQuery({
  name: "access.readQueries",
  access: "apiKeys:list",
  input: pageRequest.extend(ofKey.shape),
  output: pageOutput(registeredQuery),
  run(database, { limit, after, count, ...input }) {
    const key = readKey(database, keyOf(input));
    if (key === undefined) return refused(noSuchKey);
    const page = pageOf(
      listQueries(database, key.id, after === null ? null : String(after[0]), limit + 1),
      limit,
      ({ hash }) => [hash],
      (query) => query,
    );
    return ok({ ...page, totalCount: count ? countQueries(database, key.id) : undefined });
  },
});

export const readOneQuery = defineObjectQuery({
  name: "access.readQuery",
  access: "apiKeys:read",
  input: ofQuery,
  output: registeredQuery,
  run(database, input) {
    const query = readQuery(database, keyOf(input), { id: queryOf(input) });
    return query === undefined ? refused(noSuchQuery) : ok(query);
  },
});

/** Called by the edge. Returns the text of a key's query with this hash; null if the key has none. */
export const findQuery = defineObjectQuery({
  name: "access.findQuery",
  access: "tenants:read",
  internal: true,
  input: z.object({ keyId: z.string(), hash: queryHash }),
  output: z.string().nullable(),
  run: (database, { keyId, hash }) => ok(readQuery(database, keyId, { hash })?.query ?? null),
});
