import { LRUCache } from "lru-cache";
import type { Scope } from "../../http/scope.ts";
import { refusal, refusalAt } from "../../kernel/api/problem.ts";
import { hexDigest } from "../../kernel/values/digest.ts";
import { ok, type Result, refused } from "../../kernel/values/result.ts";
import { logFailure } from "../../telemetry/log/failure.ts";
import { graphqlLimits } from "../limits/limits.ts";

/** Queries by the SHA-256 of their text (hexadecimal, in small letters): automatic persisted queries, as Apollo's clients send them. */
export interface PersistedQueries {
  /** The text. Null if it has to be sent again. */
  find(hash: string): Promise<string | null>;
  /** Remembers a text that was sent with its hash. Refused if the hash is another text's. */
  keep(hash: string, text: string): Promise<Result<string>>;
}

const keptBytes = 4 * 1024 * 1024;
const dayInSeconds = 24 * 60 * 60;

/** What this isolate knows. A text says nothing about who sent it: all tenants share it. */
const known = new LRUCache<string, string>({
  maxSize: keptBytes,
  sizeCalculation: (text) => 2 * text.length + 200,
});

/** The queries that this data center has seen. Whoever asks another data center sends the text once more. */
export function openPersistedQueries({ background }: Pick<Scope, "background">): PersistedQueries {
  return {
    async find(hash) {
      const text = known.get(hash) ?? (await fromColo(hash));
      if (text !== null) known.set(hash, text);
      return text;
    },
    async keep(hash, text) {
      if (text.length > graphqlLimits.text.value)
        return refused(refusal("query-too-large", `A query has at most ${graphqlLimits.text.value} bytes.`));
      if (known.get(hash) === text) return ok(text);
      if ((await hexDigest(text)) !== hash)
        return refused(
          refusalAt(
            "validation-failed",
            "/extensions/persistedQuery/sha256Hash",
            "not the SHA-256 of the query",
          ),
        );
      known.set(hash, text);
      const headers = { "Cache-Control": `max-age=${dayInSeconds}` };
      const put = caches.default.put(urlOf(hash), new Response(text, { headers }));
      background(put.catch((error: unknown) => logFailure("cache-put", error)));
      return ok(text);
    },
  };
}

async function fromColo(hash: string): Promise<string | null> {
  const response = await caches.default.match(urlOf(hash)).catch(() => undefined);
  return response === undefined ? null : response.text();
}

/** The host is reserved, so no response of a real one is ever found under it. */
function urlOf(hash: string): string {
  return `https://cache.invalid/graphql/${hash}`;
}
