import * as z from "zod";
import type { Access } from "../access/permission.ts";
import { onUse } from "../on-use.ts";
import type { AnyOperation } from "../operation/workflow.ts";
import type { PageRequest } from "../read/page.ts";
import { ok, type Result } from "../values/result.ts";
import type { ProblemCode, Refusal } from "./problem.ts";
import { type Replies, type Reply, repliesOf, replyOf } from "./replies.ts";

/** A fully parsed request. */
export interface RouteRequest<Params, Query, Body> {
  readonly params: Params;
  readonly query: Query;
  readonly body: Body;
  /** Languages to try, most preferred first: `?locale=`, then `Accept-Language`. */
  readonly requestedLocales: readonly string[];
  readonly page: PageRequest;
  /** The SHA-256 of each bearer token the caller holds, by the name of its authenticator. */
  readonly tokens: Readonly<Record<string, string>>;
  /** Whether the caller explicitly asks for this media type. */
  readonly prefers: (mediaType: string) => boolean;
  /** The `charset` of the `Content-Type`. Null if it has none. */
  readonly charset: string | null;
  /** The `Content-Type` as it was sent, for uploads of any type. */
  readonly contentType: string;
  /** Whether the caller prefers not to wait for the result (`Prefer: respond-async`, RFC 7240). */
  readonly respondAsync: boolean;
}

/** A body that is streamed to the operation instead of parsed. */
export interface Upload {
  readonly mediaType: string;
  readonly maxBytes: number;
  /**
   * Other media types by which callers send such files. With an extension, the name in `Content-Disposition` must have
   * it, because the media type alone doesn't tell.
   */
  /** The operation finds out what it is, whatever the media type says. */
  readonly anyType?: true;
  readonly alternatives?: readonly { readonly mediaType: string; readonly extension?: string }[];
}

/** Invokes an operation in the request's session. */
export type RouteInvoke = <Input, Output>(
  operation: AnyOperation<Input, Output>,
  input: NoInfer<Input>,
) => Promise<Result<Output>>;

/** An HTTP method, in lower case. */
export type Method = "get" | "post" | "put" | "patch" | "delete";

/** The two answers of an operation that is done, or goes on after the response: 200 and 202. */
interface AcceptedWork<Output> {
  readonly done: z.ZodType;
  readonly begun: z.ZodType;
  /** A description of the response with 202. */
  readonly returns: string;
  /** The path of the work that goes on. Null if the answer is the result. */
  readonly location: (output: Output) => string | null;
}

/** Binds an operation to HTTP: where each field of its input comes from, and how its output is rendered. */
interface RouteSpec<Params, Query, Body, Input, Output> {
  readonly method: Method;
  /** With `{name}` for parameters. */
  readonly path: string;
  /** The group that documentation lists it in. A module declares it in `tags`. */
  readonly tag: string;
  /** Its name in clients, `verbNoun`. Part of the API contract. */
  readonly operationId: string;
  /** What it does, in a few words without a full stop. */
  readonly summary: string;
  /** What it does, in sentences. Who may call it, what it counts against and what refuses it are added from the operation. */
  readonly description: string;
  /** Determines who may call the route, and whether it needs a tenant or an idempotency key. */
  readonly operation: AnyOperation<Input, Output>;
  readonly params?: z.ZodType<Params>;
  readonly query?: z.ZodType<Query>;
  readonly body?: z.ZodType<Body>;
  readonly upload?: Upload;
  readonly input: (request: RouteRequest<Params, Query, Body>) => NoInfer<Input>;
  /** Defaults to 200, or to 204 if the operation has no output. */
  readonly status?: 200 | 201 | 202;
  /** A description of the response. */
  readonly returns?: string;
  /** The path of the resource that was created, or of the work that was started. */
  readonly location?: (output: NoInfer<Output>) => string;
  /** For an operation that may answer with work that goes on. */
  readonly accepted?: AcceptedWork<NoInfer<Output>>;
  /** The path under another name, for outputs of `movableOutput`. */
  readonly moved?: (name: string) => string;
  /** The media type of a text output. */
  readonly mediaType?: string;
  /** The file name a text output is saved under. */
  readonly fileName?: string;
  /** For storefront reads: the response has an ETag, a hash of its content, and can be answered with 304. */
  readonly conditional?: boolean;
  /** Header fields of every response that is no refusal. They replace those that it would have. */
  readonly headers?: Readonly<Record<string, string>>;
  /** The id of the tenant that a signed path names. It counts if nothing else in the request names one. */
  readonly tenantIn?: (params: NoInfer<Params>) => string | null;
  /** The operation runs for one tenant, or for all of them if platform staff names none. */
  readonly tenancy?: "optional";
  /** Whether refusals point into the resource that the path names, because it is what a caller has to change. */
  readonly pointsIntoResource?: boolean;
  readonly refusals?: readonly ProblemCode[];
}

/** One path and method as a value. Routing, documentation and tests are all derived from it. */
export interface Route {
  readonly method: Method;
  readonly path: string;
  readonly tag: string;
  readonly operationId: string;
  readonly summary: string;
  readonly description: string;
  readonly operation: AnyOperation;
  readonly access: Access;
  /** Whether a bearer token of the resource opens it too. */
  readonly opensByToken: boolean;
  /** `none` for routes above tenants. `optional` if platform staff need not name one. */
  readonly tenancy: "required" | "optional" | "none";
  readonly idempotencyKey: "required" | "optional";
  readonly params?: z.ZodType | undefined;
  readonly query?: z.ZodType | undefined;
  readonly body?: z.ZodType | undefined;
  readonly upload?: Upload | undefined;
  readonly conditional: boolean;
  readonly headers: Readonly<Record<string, string>>;
  /** The id of the tenant that the path names, if it is a signed one. */
  readonly tenantIn: ((params: unknown) => string | null) | null;
  readonly pointsIntoResource: boolean;
  readonly replies: Replies;
  /** Whether a successful response says where the resource is. */
  readonly hasLocation: boolean;
  readonly refusals: readonly ProblemCode[];
  /** Whether it does more than bind its operation. */
  readonly custom: boolean;
  /** The operation's input. Null for custom routes. */
  readonly inputOf: ((request: RouteRequest<unknown, unknown, unknown>) => unknown) | null;
  readonly handle: (
    request: RouteRequest<unknown, unknown, unknown>,
    invoke: RouteInvoke,
  ) => Promise<Result<Reply>>;
}

/** Declares a route. Its access is that of its operation. */
export function defineRoute<Input, Output, Params = undefined, Query = undefined, Body = undefined>(
  spec: RouteSpec<Params, Query, Body, Input, Output>,
): Route {
  const { operation, input, location, accepted, fileName } = spec;
  const status = spec.status ?? 200;
  const replies = onUse(() =>
    accepted === undefined ? repliesOf(spec, status) : acceptedReplies(spec, accepted),
  );
  return {
    ...sharedParts(spec),
    hasLocation: location !== undefined || accepted !== undefined,
    custom: false,
    // The edge passes only what these schemas parsed.
    inputOf: (request) => input(request as RouteRequest<Params, Query, Body>),
    get replies() {
      return replies();
    },
    async handle(request, invoke) {
      // The edge passes only what these schemas parsed.
      const result = await invoke(operation, input(request as RouteRequest<Params, Query, Body>));
      if (!result.ok) return { ok: false, refusal: pointedInto(spec, result.refusal) };
      const begunAt = accepted?.location(result.value) ?? null;
      if (begunAt !== null) return ok({ status: 202, body: result.value, location: begunAt });
      return ok({
        ...replyOf(spec, status, result.value),
        ...(location === undefined ? {} : { location: location(result.value) }),
        ...(fileName === undefined ? {} : { fileName }),
      });
    },
  };
}

function acceptedReplies(
  { returns = "Done" }: { readonly returns?: string },
  accepted: Pick<AcceptedWork<never>, "done" | "begun" | "returns">,
): Replies {
  return {
    200: { description: returns, schema: accepted.done },
    202: { description: accepted.returns, schema: accepted.begun },
  };
}

/** Operations point into their input. On a GET, part of that input is the query. */
function pointedInto(
  { method, query }: { readonly method: Method; readonly query?: z.ZodType },
  refusal: Refusal,
): Refusal {
  if (method !== "get" || !(query instanceof z.ZodObject) || refusal.errors === undefined) return refusal;
  const isParameter = (pointer: string) => Object.hasOwn(query.shape, pointer.split("/")[1] ?? "");
  const errors = refusal.errors.map((error) =>
    isParameter(error.pointer) ? { ...error, pointer: `/query${error.pointer}` } : error,
  );
  return { ...refusal, errors };
}

/**
 * Declares a route that can't be expressed as a binding: its handler chooses among operations. A test counts
 * these routes.
 */
export function defineCustomRoute<Params = undefined, Query = undefined>(
  spec: Pick<
    RouteSpec<Params, Query, undefined, unknown, unknown>,
    | "method"
    | "path"
    | "tag"
    | "operationId"
    | "summary"
    | "description"
    | "operation"
    | "params"
    | "query"
    | "returns"
    | "mediaType"
    | "refusals"
  > & {
    readonly handle: (
      request: RouteRequest<Params, Query, undefined>,
      invoke: RouteInvoke,
    ) => Promise<Result<Reply>>;
  },
): Route {
  const { mediaType } = spec;
  const replies = onUse(() => {
    const { operation, returns } = spec;
    const usual = repliesOf({ operation, ...(returns === undefined ? {} : { returns }) }, 200);
    return { 200: { description: "", ...usual[200], ...(mediaType === undefined ? {} : { mediaType }) } };
  });
  return {
    ...sharedParts(spec),
    hasLocation: false,
    custom: true,
    inputOf: null,
    get replies() {
      return replies();
    },
    // The edge passes only what these schemas parsed.
    handle: (request, invoke) => spec.handle(request as RouteRequest<Params, Query, undefined>, invoke),
  };
}

type Shared = Omit<
  RouteSpec<never, never, never, unknown, unknown>,
  "params" | "query" | "body" | "input" | "accepted" | "tenantIn"
> & {
  readonly tenantIn?: (params: never) => string | null;
  readonly params?: z.ZodType;
  readonly query?: z.ZodType;
  readonly body?: z.ZodType;
};

function sharedParts({ operation, ...spec }: Omit<Shared, "location">) {
  const {
    method,
    path,
    tag,
    operationId,
    summary,
    description,
    params,
    query,
    body,
    upload,
    conditional = false,
    refusals = [],
  } = spec;
  const { pointsIntoResource = false, headers = {}, tenantIn } = spec;
  const { access, opensByToken, scope, idempotencyKey } = operation;
  const tenancy: Route["tenancy"] = scope === "platform" ? "none" : (spec.tenancy ?? "required");
  return {
    method,
    path,
    tag,
    operationId,
    summary,
    description,
    operation,
    access,
    opensByToken,
    tenancy,
    idempotencyKey,
    params,
    query,
    body,
    upload,
    conditional,
    headers,
    // The edge passes only what the schema of `params` parsed.
    tenantIn: (tenantIn as ((params: unknown) => string | null) | undefined) ?? null,
    pointsIntoResource,
    refusals,
  };
}
