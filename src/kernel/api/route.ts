import { z } from "zod";
import type { Access } from "../access/permission.ts";
import { type movableOutput, nothing, textStream } from "../operation/operation.ts";
import type { AnyOperation } from "../operation/workflow.ts";
import { isPageOutput, listOf, type Page, type PageRequest } from "../read/page.ts";
import { ok, type Result } from "../values/result.ts";
import type { ProblemCode, Refusal } from "./problem.ts";

/** A request with everything about it parsed. */
export interface RouteRequest<Params, Query, Body> {
  readonly params: Params;
  readonly query: Query;
  readonly body: Body;
  /** Languages to try, the most wanted first: `?locale=`, then `Accept-Language`. */
  readonly requestedLocales: readonly string[];
  readonly page: PageRequest;
  /** The SHA-256 of each token that the caller holds, by the name of its authenticator. */
  readonly tokens: Readonly<Record<string, string>>;
  /** Whether the caller asks for this media type by name. */
  readonly prefers: (mediaType: string) => boolean;
}

/** Invokes an operation in the request's session. */
export type RouteInvoke = <Input, Output>(
  operation: AnyOperation<Input, Output>,
  input: NoInfer<Input>,
) => Promise<Result<Output>>;

/** An answer that is not a refusal. */
export interface Reply {
  readonly status: 200 | 201 | 202 | 204 | 308;
  readonly body?: unknown;
  /** A body that is sent as it is made, in the media type that the route documents for the status. */
  readonly stream?: AsyncIterable<string>;
  /** Where the thing is; a redirect keeps the request's query. */
  readonly location?: string;
  /** What the body is saved as. */
  readonly fileName?: string;
  /** Where the next page begins; turned into `nextCursor` and a `Link`. */
  readonly page?: Page<unknown>;
}

/** An HTTP method, in lower case. */
export type Method = "get" | "post" | "put" | "patch" | "delete";

/** What an answer of one status holds: JSON of a schema, text of another media type, either of them, or nothing. */
interface ReplySpec {
  readonly description: string;
  readonly schema?: z.ZodType;
  readonly mediaType?: string;
}

/** A binding of an operation to HTTP: where each field of its input comes from, and how its output is told. */
interface RouteSpec<Params, Query, Body, Input, Output> {
  readonly method: Method;
  /** With `{name}` for parameters. */
  readonly path: string;
  readonly summary: string;
  /** Who may call the route, and whether it needs a tenant or a key, follows from its operation. */
  readonly operation: AnyOperation<Input, Output>;
  readonly params?: z.ZodType<Params>;
  readonly query?: z.ZodType<Query>;
  readonly body?: z.ZodType<Body>;
  /** A body that is streamed to the operation instead of parsed. */
  readonly upload?: { readonly mediaType: string; readonly maxBytes: number };
  readonly input: (request: RouteRequest<Params, Query, Body>) => NoInfer<Input>;
  /** 200 where it is left out, 204 where the operation answers nothing. */
  readonly status?: 200 | 201 | 202;
  /** What the answer is, in words. */
  readonly returns?: string;
  /** The path of what was made or begun. */
  readonly location?: (output: NoInfer<Output>) => string;
  /** The path by another name, for outputs of `movableOutput`. */
  readonly moved?: (name: string) => string;
  /** The media type of an output that is text. */
  readonly mediaType?: string;
  /** What text is saved as. */
  readonly fileName?: string;
  /** Storefront reads are named by a hash of what they show and may answer 304. */
  readonly conditional?: boolean;
  readonly refusals?: readonly ProblemCode[];
}

/** One path and method, as a value: mounted, documented and tested from here. */
export interface Route {
  readonly method: Method;
  readonly path: string;
  readonly summary: string;
  readonly operation: AnyOperation;
  readonly access: Access;
  /** `none` for what is above tenants. */
  readonly tenancy: "required" | "none";
  readonly idempotencyKey: "required" | "optional";
  readonly params?: z.ZodType | undefined;
  readonly query?: z.ZodType | undefined;
  readonly body?: z.ZodType | undefined;
  readonly upload?: { readonly mediaType: string; readonly maxBytes: number } | undefined;
  readonly conditional: boolean;
  readonly replies: Readonly<Partial<Record<Reply["status"], ReplySpec>>>;
  readonly refusals: readonly ProblemCode[];
  /** Whether it does more than to bind its operation. */
  readonly custom: boolean;
  readonly handle: (
    request: RouteRequest<unknown, unknown, unknown>,
    invoke: RouteInvoke,
  ) => Promise<Result<Reply>>;
}

/** Declares a route. It has no access of its own: that is its operation's. */
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
      // The edge hands over only what these very schemas parsed.
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

/** Operations point into their input. On a GET, part of that is the query. */
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

/** Declares a route that no binding describes: its handler chooses among operations. A test counts them. */
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
    // The edge hands over only what these very schemas parsed.
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
  const { access, scope, idempotencyKey } = operation;
  const tenancy: Route["tenancy"] = scope === "platform" ? "none" : "required";
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
    refusals,
  };
}

type Told = Pick<
  RouteSpec<never, never, never, unknown, unknown>,
  "operation" | "moved" | "mediaType" | "returns"
>;

/** What is documented of the answers, from the operation's output. */
function repliesOf(
  { operation: { output }, moved, mediaType, returns = "Done" }: Told,
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

function replyOf({ operation, moved, mediaType }: Told, status: 200 | 201 | 202, output: unknown): Reply {
  if (operation.output === nothing) return { status: 204 };
  // What an operation answers is of its output schema: each form of it is told apart by that schema.
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

/** The schema of what a read by name finds. */
function foundIn(output: z.ZodType): z.ZodType {
  if (!(output instanceof z.ZodUnion)) throw new Error("only `movableOutput` has moved");
  const [found] = (output as ReturnType<typeof movableOutput>).options;
  return found.shape.found;
}
