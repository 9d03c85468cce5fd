import type { Extent } from "../access/extent.ts";
import type { AnyPermission, Permission } from "../access/permission.ts";
import type { Tenant } from "../access/tenant.ts";
import { oneCall, twoQueries } from "../operation/budget.ts";
import { type Operation, type OperationSpec, operationOf } from "../operation/operation.ts";
import type { ReadModel, TenantDatabase } from "../storage/storage.ts";
import type { Result } from "../values/result.ts";
import type { Context, ModuleFacts, Target } from "../write/command.ts";

/** A strong read, answered by the tenant's own object. */
export interface ObjectQuery<Input = unknown, Answer = unknown> extends Operation<Input, Answer> {
  readonly kind: "query";
  /** Whether it is also answered for a suspended tenant. */
  readonly whileSuspended: boolean;
  /** The aggregate that it shows, for grants with conditions. Null if there is none. */
  target(database: TenantDatabase, input: unknown, context: Context): Target | null;
  run(database: TenantDatabase, input: unknown, context: Context): Result<Answer>;
}

interface ObjectQuerySpec<Input, Answer> extends OperationSpec<Input, Answer> {
  readonly whileSuspended?: boolean;
  /** The aggregate that it shows. A caller whose grant has conditions that it does not meet is told that there is none. */
  readonly target?: (input: Input, database: TenantDatabase, context: Context) => Target | null;
  readonly run: (database: TenantDatabase, input: Input, context: Context) => Result<NoInfer<Answer>>;
}

/** Declares a strong read. */
export function defineObjectQuery<Input, Answer>(
  spec: ObjectQuerySpec<Input, Answer>,
): ObjectQuery<Input, Answer> {
  return {
    kind: "query",
    ...operationOf(spec, oneCall),
    isLimited: spec.isLimited ?? spec.target !== undefined,
    whileSuspended: spec.whileSuspended ?? false,
    target: (database, input, context) => spec.target?.(input as Input, database, context) ?? null,
    // The object has just parsed the input with `spec.input`.
    run: (database, input, context) => spec.run(database, input as Input, context),
  };
}

/** What a response varies by, besides its tenant and its input. */
export type Variation = "locale" | "currency" | "origin";

/** Where answers are kept. Searches have a place of their own, so that a flood of them evicts no pages. */
export type CacheSpace = "pages" | "searches";

/** For reads whose every answer is kept among the pages. */
export const alwaysAPage = (): CacheSpace => "pages";

/** How the answers of a read may be reused. For how long is the same for all of them: src/http/cache/freshness.ts. */
export interface Reuse<Input = unknown, Output = unknown> {
  /** Null for an input whose answer is seldom asked for again. */
  readonly space: (input: Input) => CacheSpace | null;
  /**
   * The cache tags of an answer: what it was made from. It is read again when the projector changes one of them. The
   * output is null if there was none (404).
   */
  readonly tags: (input: Input, output: Output | null) => readonly string[];
}

/** The context of a read of the read model. */
export interface ViewContext {
  /** The tenant whose rows it reads. */
  readonly tenantId: string;
  /**
   * The tenant, at least as recent as the session's consistency token. Refused if the session has no tenant.
   */
  readonly tenant: () => Promise<Result<Tenant>>;
  /** Languages to try, most preferred first. */
  readonly requestedLocales: readonly string[];
  /** The origin that the request came to. Only a query that varies with it may show it. */
  readonly origin?: string | undefined;
  /** The customer who asks. Null if it is somebody else. */
  readonly customerId: string | null;
  /** The resources that the caller may see by this operation. */
  readonly extent: Extent;
  /** The resources on which the caller has a permission. Null if on none. */
  readonly extentOf: (permission: Permission | AnyPermission) => Extent | null;
  readonly modules: readonly ModuleFacts[];
}

/** A read of the read model, scoped to one tenant. It may lag behind the log. */
export interface ViewQuery<Input = unknown, Answer = unknown> extends Operation<Input, Answer> {
  readonly kind: "view";
  readonly varies: readonly Variation[];
  /** Null if answers are never reused. */
  readonly reuse: Reuse | null;
  run(model: ReadModel, input: unknown, context: ViewContext): Promise<Result<Answer>>;
}

interface ViewQuerySpec<Input, Answer> extends OperationSpec<Input, Answer> {
  readonly varies: readonly Variation[];
  readonly reuse?: Reuse<Input, NoInfer<Answer>>;
  readonly run: (model: ReadModel, input: Input, context: ViewContext) => Promise<Result<NoInfer<Answer>>>;
}

/** Declares a read of the read model. */
export function defineViewQuery<Input, Answer>(spec: ViewQuerySpec<Input, Answer>): ViewQuery<Input, Answer> {
  return {
    kind: "view",
    ...operationOf(spec, twoQueries),
    varies: spec.varies,
    // As for `run`: whoever reuses an answer has the input that it was made from.
    reuse: (spec.reuse ?? null) as Reuse | null,
    // The caller has parsed the input with `spec.input`, or built it from its type.
    run: (model, input, context) => spec.run(model, input as Input, context),
  };
}
