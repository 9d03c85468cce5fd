/** An operation as openapi-typescript writes it: `paths["/v1/store/products"]["get"]`. */
export interface Operation {
  readonly parameters: object;
  readonly responses: object;
}

export type Method = "get" | "post" | "put" | "patch" | "delete";

/** The paths that have an operation of this method. */
export type PathsWith<Paths, M extends Method> = {
  [P in keyof Paths]: Paths[P] extends { [K in M]: Operation } ? P : never;
}[keyof Paths];

/** The operation of a path. */
export type OperationAt<Paths, P extends keyof Paths, M extends Method> = Paths[P] extends {
  [K in M]: infer Op extends Operation;
}
  ? Op
  : never;

/** How an answer is read: as its media type says, as text, or as a stream of bytes. */
export type ParseAs = "json" | "text" | "stream";

/** What a call takes: the parameters and the body of its operation, and what any call may add. */
export type CallOptions<Op, As extends ParseAs = "json"> = ParametersOf<Op> & BodyOf<Op> & Additions<As>;

interface Additions<As extends ParseAs> {
  /** Headers that the document has no parameter for, such as `X-Order-Token` or `Accept`. */
  headers?: Record<string, string>;
  /** The key of this POST. Without one the client makes it. */
  idempotencyKey?: string;
  signal?: AbortSignal;
  parseAs?: As;
}

type ParametersOf<Op> = Op extends { parameters: infer P }
  ? Record<never, never> extends P
    ? { params?: P }
    : { params: P }
  : Record<never, never>;

type BodyOf<Op> = Op extends { requestBody: { content: infer C } }
  ? C extends { "application/json": infer Json }
    ? { body: Json }
    : { body: string; headers: { "Content-Type": keyof C } & Record<string, string> }
  : { body?: never };

/** An argument that may be left out where nothing in it is required. */
export type Argument<Options> =
  Record<never, never> extends Options ? [options?: Options] : [options: Options];

type OkStatus = 200 | 201 | 202 | 203 | 204 | 206 | "2XX";

/** What an operation answers with when it succeeds. */
export type Answer<Op, As extends ParseAs = "json"> = As extends "json"
  ? Op extends { responses: infer R }
    ? { [S in keyof R & OkStatus]: Content<R[S]> }[keyof R & OkStatus]
    : never
  : As extends "text"
    ? string
    : ReadableStream<Uint8Array>;

type Content<Response> = Response extends { content: infer C }
  ? C extends { "application/json": infer Json }
    ? Json
    : string
  : undefined;

/** The problem that an operation is refused with. `code` is one of the codes that the document lists for it. */
export type Refusal<Op> = Op extends { responses: infer R }
  ? { [S in Exclude<keyof R, OkStatus | 304>]: RefusalIn<R[S]> }[Exclude<keyof R, OkStatus | 304>]
  : never;

type RefusalIn<Response> = Response extends { content: infer C }
  ? C[keyof C] extends infer P
    ? P extends { code: infer Code }
      ? Omit<P, "code"> & { code: Code | CommonCode }
      : P
    : never
  : never;

/**
 * Codes that any call can end with: the platform failed, the answer was not one of the API (a proxy's page, for example), or
 * it was 304 to `If-None-Match`.
 */
export type CommonCode = "internal-error" | "unexpected-answer" | "not-modified";

/** What a call ends with: `data`, or `error` if it was refused. */
export type Result<Op, As extends ParseAs = "json"> =
  | { data: Answer<Op, As>; error?: undefined; response: Response }
  | { data?: undefined; error: Refusal<Op>; response: Response };

/** The paths of lists: what they answer has `items` and `nextCursor`. */
export type ListPaths<Paths> = {
  [P in PathsWith<Paths, "get">]: Answer<OperationAt<Paths, P, "get">> extends Page<unknown> ? P : never;
}[PathsWith<Paths, "get">];

export interface Page<Item> {
  items: Item[];
  nextCursor: string | null;
}

/** The items of a list. */
export type ItemOf<Op> = Answer<Op> extends { items: (infer Item)[] } ? Item : never;

/** Any call, before its types are known. */
export type AnyCall = (path: string, options?: AnyOptions) => Promise<AnyResult>;

export interface AnyOptions {
  params?: {
    query?: Record<string, unknown>;
    path?: Record<string, unknown>;
    header?: Record<string, unknown>;
  };
  body?: unknown;
  headers?: Record<string, string>;
  idempotencyKey?: string;
  signal?: AbortSignal;
  parseAs?: ParseAs;
}

export interface AnyResult {
  data?: unknown;
  error?: unknown;
  response: Response;
}
