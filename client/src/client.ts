import createFetchClient from "openapi-fetch";
import { followPages } from "./pages.ts";
import { randomKey } from "./transport/key.ts";
import { createTransport, type TransportOptions } from "./transport/transport.ts";
import type {
  AnyCall,
  AnyOptions,
  AnyResult,
  Argument,
  CallOptions,
  ItemOf,
  ListPaths,
  Method,
  OperationAt,
  ParseAs,
  PathsWith,
  Result,
} from "./types.ts";
import { readAnswer, writeBody, writeQuery } from "./wire.ts";

/** Where the API is, and as whom to call it. */
export interface ClientOptions extends TransportOptions {
  /** The platform's address, such as `https://shop.example`. */
  baseUrl: string;
  /** An API key or an access token. A function is asked before each call, so that it can renew a token. */
  key?: string | (() => string | Promise<string>) | undefined;
  /** The tenant's slug or id, where neither the key nor the host names it. */
  tenant?: string | undefined;
  /** Headers of every call. */
  headers?: Record<string, string>;
}

/** A typed client. Each function takes a path of the API and what its operation needs, and resolves to `data` or `error`. */
export interface Client<Paths> {
  GET: Call<Paths, "get">;
  POST: Call<Paths, "post">;
  PUT: Call<Paths, "put">;
  PATCH: Call<Paths, "patch">;
  DELETE: Call<Paths, "delete">;
  /**
   * All items of a list, page by page.
   *
   * @throws {ProblemError} If a page is refused.
   */
  all<P extends ListPaths<Paths>>(
    path: P,
    ...options: Argument<CallOptions<OperationAt<Paths, P, "get">>>
  ): AsyncGenerator<ItemOf<OperationAt<Paths, P, "get">>, void, undefined>;
}

export type Call<Paths, M extends Method> = <P extends PathsWith<Paths, M>, As extends ParseAs = "json">(
  path: P,
  ...options: Argument<CallOptions<OperationAt<Paths, P, M>, As>>
) => Promise<Result<OperationAt<Paths, P, M>, As>>;

/**
 * Creates a client of an API with these paths. `index.ts` names those of the platform. A POST has a key, which all attempts share, unless
 * its path is among the `keyless`.
 */
export function createClientOf<Paths>(
  options: ClientOptions,
  keyless: readonly string[] = [],
): Client<Paths> {
  const core = createFetchClient<Record<string, never>>({
    baseUrl: options.baseUrl,
    fetch: createTransport(options),
    querySerializer: writeQuery,
    bodySerializer: writeBody,
  });
  const callOf =
    (method: Method): AnyCall =>
    async (path, { parseAs = "json", idempotencyKey, headers, ...rest } = {}) => {
      const isKeyed = method === "post" && !keyless.includes(path);
      const key = idempotencyKey ?? (isKeyed ? randomKey() : undefined);
      const all = { ...(await headersOf(options)), ...keyHeader(key), ...headers };
      // The types of openapi-fetch are replaced by stricter ones: these refuse unknown fields.
      const send = core.request as unknown as (
        method: Method,
        path: string,
        init: object,
      ) => Promise<AnyResult>;
      return readAnswer(await send(method, path, { ...rest, headers: all, parseAs: "stream" }), parseAs);
    };
  const GET = callOf("get");
  // Each function takes and answers what `Client` says for its paths, which are the document's.
  return {
    GET,
    POST: callOf("post"),
    PUT: callOf("put"),
    PATCH: callOf("patch"),
    DELETE: callOf("delete"),
    all: (path: string, init?: AnyOptions) => followPages(GET, path, init),
  } as unknown as Client<Paths>;
}

async function headersOf({ key, tenant, headers }: ClientOptions): Promise<Record<string, string>> {
  const credential = typeof key === "function" ? await key() : key;
  return {
    ...headers,
    ...(credential === undefined ? {} : { Authorization: `Bearer ${credential}` }),
    ...(tenant === undefined ? {} : { "X-Tenant": tenant }),
  };
}

function keyHeader(key: string | undefined): Record<string, string> {
  return key === undefined ? {} : { "Idempotency-Key": key };
}
