import { z } from "zod";
import type { Access } from "../access/permission.ts";
import { type movableOutput, nothing, textStream } from "../operation/operation.ts";
import type { AnyOperation } from "../operation/workflow.ts";
import { isPageOutput, listOf, type Page, type PageRequest } from "../read/page.ts";
import { ok, type Result } from "../values/result.ts";
import type { ProblemCode, Refusal } from "./problem.ts";

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
}

/** A body that is streamed to the operation instead of parsed. */
export interface Upload {
  readonly mediaType: string;
  readonly maxBytes: number;
  /**
   * Other media types by which callers send such files. With an extension, the name in `Content-Disposition` must have
   * it, because the media type alone doesn't tell.
   */
  readonly alternatives?: readonly { readonly mediaType: string; readonly extension?: string }[];
}

/** Invokes an operation in the request's session. */
export type RouteInvoke = <Input, Output>(
  operation: AnyOperation<Input, Output>,
  input: NoInfer<Input>,
) => Promise<Result<Output>>;

/** A successful response. */
export interface Reply {
  readonly status: 200 | 201 | 202 | 204 | 308;
  readonly body?: unknown;
  /** A body that is streamed as it is produced, in the media type the route documents for the status. */
  readonly stream?: AsyncIterable<string>;
  /** The resource's location. A redirect preserves the request's query. */
  readonly location?: string;
  /** The file name the body is saved under. */
  readonly fileName?: string;
  /** The page to respond with. Its end becomes `nextCursor` and a `Link` header. */
  readonly page?: Page<unknown>;
}

/** An HTTP method, in lower case. */
export type Method = "get" | "post" | "put" | "patch" | "delete";

/**
 * The body of a response with one status: JSON of a schema, text of another media type, either of them, or
 * nothing.
 */
interface ReplySpec {
  readonly description: string;
  readonly schema?: z.ZodType;
  readonly mediaType?: string;
}

/** Binds an operation to HTTP: where each field of its input comes from, and how its output is rendered. */
interface RouteSpec<Params, Query, Body, Input, Output> {
  readonly method: Method;
  /** With `{name}` for parameters. */
  readonly path: string;
  readonly summary: string;
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
  /** The path under another name, for outputs of `movableOutput`. */
  readonly moved?: (name: string) => string;
  /** The media type of a text output. */
  readonly mediaType?: string;
  /** The file name a text output is saved under. */
  readonly fileName?: string;
  /** For storefront reads: the response has an ETag, a hash of its content, and can be answered with 304. */
  readonly conditional?: boolean;
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
  readonly summary: string;
  readonly operation: AnyOperation;
  readonly access: Access;
  /** `none` for routes above tenants. `optional` if platform staff need not name one. */
  readonly tenancy: "required" | "optional" | "none";
  readonly idempotencyKey: "required" | "optional";
  readonly params?: z.ZodType | undefined;
  readonly query?: z.ZodType | undefined;
  readonly body?: z.ZodType | undefined;
  readonly upload?: Upload | undefined;
  readonly conditional: boolean;
  readonly pointsIntoResource: boolean;
  readonly replies: Readonly<Partial<Record<Reply["status"], ReplySpec>>>;
  readonly refusals: readonly ProblemCode[];
  /** Whether it does more than bind its operation. */
  readonly custom: boolean;
  readonly handle: (
    request: RouteRequest<unknown, unknown, unknown>,
    invoke: RouteInvoke,
  ) => Promise<Result<Reply>>;
}

/** Declares a route. Its access is that of its operation. */
export function defineRoute<Input, Output, Params = undefined, Query = undefined, Body = undefined>(
  spec: RouteSpec<Params, Query, Body, Input, Output>,
): Route {
  const { operation, input, location, fileName } = spec;
  const status = spec.status ?? 200;
  return {
    ...sharedParts(spec),
    custom: false,
    replies: repliesOf(spec, status),
    async handle(request, invoke) {
      // The edge passes only what these schemas parsed.
      const result = await invoke(operation, input(request as RouteRequest<Params, Query, Body>));
      if (!result.ok) return { ok: false, refusal: pointedInto(spec, result.refusal) };
      return ok({
        ...replyOf(spec, status, result.value),
        ...(location === undefined ? {} : { location: location(result.value) }),
        ...(fileName === undefined ? {} : { fileName }),
      });
    },
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
    "method" | "path" | "summary" | "operation" | "params" | "query" | "returns" | "mediaType" | "refusals"
  > & {
    readonly handle: (
      request: RouteRequest<Params, Query, undefined>,
      invoke: RouteInvoke,
    ) => Promise<Result<Reply>>;
  },
): Route {
  const { mediaType } = spec;
  const replies = repliesOf(
    { operation: spec.operation, ...(spec.returns === undefined ? {} : { returns: spec.returns }) },
    200,
  );
  return {
    ...sharedParts(spec),
    custom: true,
    replies: { 200: { description: "", ...replies[200], ...(mediaType === undefined ? {} : { mediaType }) } },
    // The edge passes only what these schemas parsed.
    handle: (request, invoke) => spec.handle(request as RouteRequest<Params, Query, undefined>, invoke),
  };
}

type Shared = Omit<
  RouteSpec<never, never, never, unknown, unknown>,
  "params" | "query" | "body" | "input"
> & {
  readonly params?: z.ZodType;
  readonly query?: z.ZodType;
  readonly body?: z.ZodType;
};

function sharedParts({ operation, ...spec }: Omit<Shared, "location">) {
  const { method, path, summary, params, query, body, upload, conditional = false, refusals = [] } = spec;
  const { pointsIntoResource = false } = spec;
  const { access, scope, idempotencyKey } = operation;
  const tenancy: Route["tenancy"] = scope === "platform" ? "none" : (spec.tenancy ?? "required");
  return {
    method,
    path,
    summary,
    operation,
    access,
    tenancy,
    idempotencyKey,
    params,
    query,
    body,
    upload,
    conditional,
    pointsIntoResource,
    refusals,
  };
}

type Rendering = Pick<
  RouteSpec<never, never, never, unknown, unknown>,
  "operation" | "moved" | "mediaType" | "returns"
>;

/** The documented responses, derived from the operation's output. */
function repliesOf(
  { operation: { output }, moved, mediaType, returns = "Done" }: Rendering,
  status: 200 | 201 | 202,
): Route["replies"] {
  if (output === nothing) return { 204: { description: returns } };
  if (mediaType !== undefined) return { [status]: { description: returns, mediaType } };
  if (moved === undefined)
    return { [status]: { description: returns, schema: isPageOutput(output) ? listOf(output) : output } };
  return {
    [status]: { description: returns, schema: foundIn(output) },
    308: { description: "The handle has changed; `Location` has the current one" },
  };
}

function replyOf(
  { operation, moved, mediaType }: Rendering,
  status: 200 | 201 | 202,
  output: unknown,
): Reply {
  if (operation.output === nothing) return { status: 204 };
  // An operation's output matches its output schema, so the schema tells the forms apart.
  if (operation.output === textStream) return { status, stream: output as AsyncIterable<string> };
  if (mediaType !== undefined) return { status, stream: inOnePiece(String(output)) };
  if (isPageOutput(operation.output)) return { status, page: output as Page<unknown> };
  if (moved === undefined) return { status, body: output };
  const read = output as { readonly found: unknown } | { readonly movedTo: string };
  return "found" in read ? { status, body: read.found } : { status: 308, location: moved(read.movedTo) };
}

async function* inOnePiece(text: string): AsyncGenerator<string> {
  yield text;
}

/** The schema of the resource in a `movableOutput`. */
function foundIn(output: z.ZodType): z.ZodType {
  if (!(output instanceof z.ZodUnion)) throw new Error("`moved` requires an output of `movableOutput`");
  const [found] = (output as ReturnType<typeof movableOutput>).options;
  return found.shape.found;
}
