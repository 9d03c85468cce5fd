/**
 * One error in a request, located by an RFC 6901 pointer into the body, `/query/<name>` or `/header/<name>`.
 */
export interface PointedError {
  readonly pointer: string;
  readonly code: string;
  readonly detail: string;
}

/**
 * A refusal as plain data, so that it survives a call between objects. The edge renders it as problem+json.
 */
export interface Refusal {
  readonly code: ProblemCode;
  readonly detail: string;
  readonly errors?: readonly PointedError[];
  /** The seconds after which the request may succeed, for `Retry-After`. */
  readonly retryAfter?: number;
  /**
   * Overrides the code's status. Only for `tenant-mismatch`, which is 400 when two tenant names without a
   * credential disagree.
   */
  readonly status?: 400;
}

/** Creates a refusal. */
export function refusal(code: ProblemCode, detail: string, errors?: readonly PointedError[]): Refusal {
  return errors === undefined ? { code, detail } : { code, detail, errors };
}

/**
 * Creates a refusal that points to one location in the request. The location has the refusal's code unless
 * another is given.
 */
export function refusalAt(
  code: ProblemCode,
  pointer: string,
  detail: string,
  pointedCode: string = code,
): Refusal {
  return { code, detail, errors: [{ pointer, code: pointedCode, detail }] };
}

/** The meaning of a problem code: its status, its title, and the advice shown at `/problems/{code}`. */
export interface ProblemDefinition {
  readonly status: number;
  readonly title: string;
  readonly help: string;
}

/** Declares a module's problems and preserves their codes as types. */
export function defineProblems<const Problems extends Readonly<Record<string, ProblemDefinition>>>(
  problems: Problems,
): Problems {
  return problems;
}

/** The problems every request can run into, regardless of the installed modules. */
export const platformProblems = defineProblems({
  "malformed-request": {
    status: 400,
    title: "Malformed request",
    help: "The request is not valid HTTP/1.1, its path is not percent-encoded UTF-8, or its Host header is missing, repeated or not a host name.",
  },
  "malformed-query": {
    status: 400,
    title: "Malformed GraphQL query",
    help: "The text is not a GraphQL document, or `operationName` names none of its operations.",
  },
  "invalid-query": {
    status: 400,
    title: "Invalid GraphQL query",
    help: "The query does not fit the schema at /graphql/schema.graphql, or its variables do not fit the query.",
  },
  "query-too-deep": {
    status: 400,
    title: "GraphQL query too deep",
    help: "A query has at most 12 levels of fields, fragments included. Ask for the deeper part with another query.",
  },
  "query-too-expensive": {
    status: 400,
    title: "GraphQL query too expensive",
    help: "A query costs at most 1,000: each object 1, and a list as many times its items as `first` or `last` says. Ask for shorter lists or fewer fields.",
  },
  "too-many-aliases": {
    status: 400,
    title: "Too many aliases",
    help: "A selection has one field at most 15 times.",
  },
  "query-too-large": {
    status: 400,
    title: "GraphQL query too large",
    help: "A query has at most 64 KiB of text, 5,000 tokens and 5 mutations.",
  },
  "persisted-query-not-found": {
    status: 400,
    title: "Persisted query not found",
    help: "No query with this hash is known here. Send its text along with the hash once.",
  },
  "malformed-json": {
    status: 400,
    title: "Malformed JSON",
    help: "The body could not be parsed as JSON, is nested deeper than 32 levels, or has more than 50,000 values. Check the quotes, commas and encoding (UTF-8).",
  },
  "validation-failed": {
    status: 400,
    title: "Validation failed",
    help: "The request does not match its schema. Each entry of `errors` points to a field and says what is wrong. The schemas are in /openapi.json.",
  },
  "invalid-cursor": {
    status: 400,
    title: "Invalid cursor",
    help: "A cursor is valid only with the list, filters and sort order that returned it. Start over without a cursor.",
  },
  "invalid-consistency-token": {
    status: 400,
    title: "Invalid Consistency-Token",
    help: "Send the token exactly as a write to this tenant returned it, or omit it.",
  },
  "idempotency-key-required": {
    status: 400,
    title: "Idempotency-Key required",
    help: "This operation must not run twice. Send an Idempotency-Key header of 1 to 255 visible ASCII characters.",
  },
  "invalid-tenant": {
    status: 400,
    title: "Invalid tenant name",
    help: "X-Tenant takes a slug (a-z, 0-9 and inner hyphens, at most 63 characters) or a tenant id.",
  },
  "tenant-required": {
    status: 400,
    title: "Tenant required",
    help: "Identify the tenant by its API key, its domain, its subdomain, or the X-Tenant header.",
  },
  unauthenticated: {
    status: 401,
    title: "Authentication required",
    help: "The credential is missing, expired, revoked or invalid. Send a valid one, such as `Authorization: Bearer <key>`.",
  },
  forbidden: {
    status: 403,
    title: "Permission denied",
    help: "The caller's role lacks the permission listed as x-permission in /openapi.json.",
  },
  "tenant-mismatch": {
    status: 403,
    title: "Tenant mismatch",
    help: "The credential, the host and the X-Tenant header must all identify the same tenant.",
  },
  "tenant-suspended": {
    status: 403,
    title: "Tenant suspended",
    help: "A suspended tenant accepts no requests until it is resumed.",
  },
  "not-found": {
    status: 404,
    title: "Not found",
    help: "The resource does not exist for this tenant, or the module it belongs to is disabled.",
  },
  "tenant-not-found": {
    status: 404,
    title: "Tenant not found",
    help: "No tenant has this slug, id or domain.",
  },
  "method-not-allowed": {
    status: 405,
    title: "Method not allowed",
    help: "The path does not support this method. The Allow header lists the methods it supports.",
  },
  "request-timeout": {
    status: 408,
    title: "Request timeout",
    help: "The request did not arrive completely in time. Send it again.",
  },
  "invalid-transition": {
    status: 409,
    title: "Invalid state transition",
    help: "The resource's current state does not allow this action.",
  },
  "idempotency-in-progress": {
    status: 409,
    title: "Request in progress",
    help: "The first request with this Idempotency-Key is still running. Wait until it finishes, then retry with the same key.",
  },
  "version-mismatch": {
    status: 412,
    title: "Version mismatch",
    help: "The resource has changed since you read it, so If-Match no longer matches. Read it again and retry.",
  },
  "body-too-large": {
    status: 413,
    title: "Body too large",
    help: "JSON bodies are limited to 1 MiB, imports to 10 MiB.",
  },
  "uri-too-long": {
    status: 414,
    title: "URL too long",
    help: "A URL's path is limited to 2,048 characters.",
  },
  "unsupported-media-type": {
    status: 415,
    title: "Unsupported media type",
    help: "Send the Content-Type documented for the operation.",
  },
  "expectation-failed": {
    status: 417,
    title: "Expectation failed",
    help: "The only expectation that is supported is `Expect: 100-continue`.",
  },
  "too-large": {
    status: 422,
    title: "Resource too large",
    help: "A resource, including everything that belongs to it, is limited to 512 KiB of JSON, and some to less or to a number of parts. Each entry of `errors` points to the largest field of the request.",
  },
  "unknown-reference": {
    status: 422,
    title: "Unknown reference",
    help: "An id in the body does not exist for this tenant.",
  },
  "idempotency-key-reused": {
    status: 422,
    title: "Idempotency-Key reused",
    help: "The key was used for a different request. Use a new key for a new request.",
  },
  "header-too-large": {
    status: 431,
    title: "Header too large",
    help: "The request's header has too many fields or bytes. docs/limits.md lists the limits.",
  },
  "internal-error": {
    status: 500,
    title: "Internal error",
    help: "Something went wrong on our side. The error is logged under the response's traceId.",
  },
  "rate-limited": {
    status: 429,
    title: "Too many requests",
    help: "The caller has used up its quota. Retry after the number of seconds in Retry-After.",
  },
  overloaded: {
    status: 503,
    title: "Overloaded",
    help: "The service is busy. Retry after the number of seconds in Retry-After.",
  },
  "projection-lag": {
    status: 503,
    title: "Read model behind",
    help: "The write succeeded but is not visible yet. Retry after the number of seconds in Retry-After.",
  },
});

/** The problems of the platform and of each module. Modules add theirs by declaration merging. */
export interface ProblemRegister {
  readonly platform: typeof platformProblems;
}

type CodesOf<Problems> = Extract<keyof Problems, string>;

/** A stable kebab-case code of the platform or of a module. Part of the API contract. */
export type ProblemCode = {
  [Owner in keyof ProblemRegister]: CodesOf<ProblemRegister[Owner]>;
}[keyof ProblemRegister];

/**
 * Collects the problems of the platform and all modules by code. Throws on startup if a code is declared
 * twice.
 */
export function collectProblems(
  modules: readonly {
    readonly name: string;
    readonly problems: Readonly<Record<string, ProblemDefinition>>;
  }[],
): ReadonlyMap<string, ProblemDefinition> {
  const problemByCode = new Map<string, ProblemDefinition>(Object.entries(platformProblems));
  for (const { name, problems } of modules) {
    for (const [code, problem] of Object.entries(problems)) {
      if (problemByCode.has(code))
        throw new Error(`module ${name}: the problem code "${code}" is declared twice`);
      problemByCode.set(code, problem);
    }
  }
  return problemByCode;
}
