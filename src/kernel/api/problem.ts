/** One failing place in a request: an RFC 6901 pointer into the body, `/query/<name>` or `/header/<name>`. */
export interface PointedError {
  readonly pointer: string;
  readonly code: string;
  readonly detail: string;
}

/** A refusal as plain data, so that it survives a call between objects. The edge turns it into problem+json. */
export interface Refusal {
  readonly code: ProblemCode;
  readonly detail: string;
  readonly errors?: readonly PointedError[];
  /** Overrides the status of the code. Only for `tenant-mismatch`, which is 400 where two harmless names disagree. */
  readonly status?: 400;
}

/** Makes a refusal. */
export function refusal(code: ProblemCode, detail: string, errors?: readonly PointedError[]): Refusal {
  return errors === undefined ? { code, detail } : { code, detail, errors };
}

/** Makes a refusal that points to one place in the request. The place has the refusal's code unless another is given. */
export function refusalAt(
  code: ProblemCode,
  pointer: string,
  detail: string,
  placeCode: string = code,
): Refusal {
  return { code, detail, errors: [{ pointer, code: placeCode, detail }] };
}

/** What a problem code means: its status, a title, and what `/problems/{code}` tells the reader to do. */
export interface ProblemDefinition {
  readonly status: number;
  readonly title: string;
  readonly help: string;
}

/** Declares a module's problems and keeps their codes as types. */
export function defineProblems<const Problems extends Readonly<Record<string, ProblemDefinition>>>(
  problems: Problems,
): Problems {
  return problems;
}

/** The codes that every request can run into, whichever modules are installed. */
export const platformProblems = defineProblems({
  "malformed-json": {
    status: 400,
    title: "Malformed JSON",
    help: "The body could not be parsed as JSON, or is nested deeper than 32 levels. Check quotes, commas and encoding (UTF-8).",
  },
  "validation-failed": {
    status: 400,
    title: "Validation failed",
    help: "The request does not match its schema. Each entry of `errors` points to a field and says what is wrong. The schemas are in /openapi.json.",
  },
  "invalid-cursor": {
    status: 400,
    title: "Invalid cursor",
    help: "A cursor is valid only with the list, filters and sort order that returned it. Start again without a cursor.",
  },
  "invalid-consistency-token": {
    status: 400,
    title: "Invalid Consistency-Token",
    help: "Send the token exactly as a write of this tenant returned it, or leave it out.",
  },
  "idempotency-key-required": {
    status: 400,
    title: "Idempotency-Key required",
    help: "This action must not happen twice. Send an Idempotency-Key header of 1 to 255 visible ASCII characters.",
  },
  "invalid-tenant": {
    status: 400,
    title: "Invalid tenant name",
    help: "X-Tenant takes a slug (a-z, 0-9 and inner hyphens, at most 63 characters) or a tenant id.",
  },
  "tenant-required": {
    status: 400,
    title: "Tenant required",
    help: "Name the tenant with its API key, its domain, its subdomain, or the X-Tenant header.",
  },
  unauthenticated: {
    status: 401,
    title: "Authentication required",
    help: "The credential is missing, expired, revoked or not valid. Send a valid one, such as `Authorization: Bearer <key>`.",
  },
  forbidden: {
    status: 403,
    title: "Permission denied",
    help: "The caller's role lacks the permission that /openapi.json states as x-permission.",
  },
  "tenant-mismatch": {
    status: 403,
    title: "Tenant mismatch",
    help: "The credential, the host and the X-Tenant header must name the same tenant wherever they are present.",
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
    help: "The path exists, but not with this method. The Allow header lists the methods it has.",
  },
  "invalid-transition": {
    status: 409,
    title: "Invalid state transition",
    help: "The action is not possible in the resource's current state.",
  },
  "idempotency-in-progress": {
    status: 409,
    title: "Request in progress",
    help: "The first request with this Idempotency-Key is still running. Wait for its answer, then repeat with the same key.",
  },
  "version-mismatch": {
    status: 412,
    title: "Version mismatch",
    help: "The resource has changed since you read it: If-Match names another version. Read it again and repeat.",
  },
  "body-too-large": {
    status: 413,
    title: "Body too large",
    help: "JSON bodies may have up to 1 MiB, imports up to 10 MiB.",
  },
  "unsupported-media-type": {
    status: 415,
    title: "Unsupported media type",
    help: "Send the Content-Type that the operation documents.",
  },
  "too-large": {
    status: 422,
    title: "Resource too large",
    help: "A resource with everything that belongs to it may take up to 512 KiB.",
  },
  "unknown-reference": {
    status: 422,
    title: "Unknown reference",
    help: "An id in the body refers to nothing that this tenant has.",
  },
  "idempotency-key-reused": {
    status: 422,
    title: "Idempotency-Key reused",
    help: "The key was used for a different request. Use a new key for a new request.",
  },
  "internal-error": {
    status: 500,
    title: "Internal error",
    help: "Something went wrong on our side. It is logged under the traceId of the answer.",
  },
  overloaded: {
    status: 503,
    title: "Overloaded",
    help: "The service is busy. Repeat after the seconds in Retry-After.",
  },
  "projection-lag": {
    status: 503,
    title: "Read model behind",
    help: "The write is safe, but not visible yet. Repeat after the seconds in Retry-After.",
  },
});

/** The problems of the platform and of each module. A module adds its own by declaration merging. */
export interface ProblemRegister {
  readonly platform: typeof platformProblems;
}

type CodesOf<Problems> = Extract<keyof Problems, string>;

/** A stable kebab-case code of the platform or of a module; part of the contract. */
export type ProblemCode = {
  [Owner in keyof ProblemRegister]: CodesOf<ProblemRegister[Owner]>;
}[keyof ProblemRegister];

/** All problems by code: the platform's and the modules'. A code declared twice is a defect, found at start. */
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
