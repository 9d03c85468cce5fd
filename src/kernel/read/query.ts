import type { Tenant } from "../access/tenant.ts";
import { type Operation, type OperationSpec, operationOf } from "../operation/operation.ts";
import type { ReadModel, TenantDatabase } from "../storage/storage.ts";
import type { Result } from "../values/result.ts";
import type { Context, ModuleFacts } from "../write/command.ts";

/** A strong read, answered by the tenant's own object. */
export interface ObjectQuery<Input = unknown, Answer = unknown> extends Operation<Input, Answer> {
  readonly kind: "query";
  /** Whether it is also answered for a suspended tenant. */
  readonly whileSuspended: boolean;
  run(database: TenantDatabase, input: unknown, context: Context): Result<Answer>;
}

interface ObjectQuerySpec<Input, Answer> extends OperationSpec<Input, Answer> {
  readonly whileSuspended?: boolean;
  readonly run: (database: TenantDatabase, input: Input, context: Context) => Result<NoInfer<Answer>>;
}

/** Declares a strong read. */
export function defineObjectQuery<Input, Answer>(
  spec: ObjectQuerySpec<Input, Answer>,
): ObjectQuery<Input, Answer> {
  return {
    kind: "query",
    ...operationOf(spec),
    whileSuspended: spec.whileSuspended ?? false,
    // The object has just parsed the input with `spec.input`.
    run: (database, input, context) => spec.run(database, input as Input, context),
  };
}

/** What a response varies by, besides its tenant and its input. */
export type Variation = "locale" | "currency";

/** How long a response may be reused: as fresh, and while a newer one is fetched. */
export interface CachePolicy {
  readonly freshForMs: number;
  readonly staleForMs: number;
}

/** The cache policy for storefront reads of the catalogue. */
export const storefrontCache: CachePolicy = { freshForMs: 5_000, staleForMs: 60_000 };

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
  readonly modules: readonly ModuleFacts[];
}

/** A read of the read model, scoped to one tenant. It may lag behind the log. */
export interface ViewQuery<Input = unknown, Answer = unknown> extends Operation<Input, Answer> {
  readonly kind: "view";
  readonly varies: readonly Variation[];
  /** Null if responses are never reused. */
  readonly cache: CachePolicy | null;
  run(model: ReadModel, input: unknown, context: ViewContext): Promise<Result<Answer>>;
}

interface ViewQuerySpec<Input, Answer> extends OperationSpec<Input, Answer> {
  readonly varies: readonly Variation[];
  readonly cache?: CachePolicy;
  readonly run: (model: ReadModel, input: Input, context: ViewContext) => Promise<Result<NoInfer<Answer>>>;
}

/** Declares a read of the read model. */
export function defineViewQuery<Input, Answer>(spec: ViewQuerySpec<Input, Answer>): ViewQuery<Input, Answer> {
  return {
    kind: "view",
    ...operationOf(spec),
    varies: spec.varies,
    cache: spec.cache ?? null,
    // The caller has parsed the input with `spec.input`, or built it from its type.
    run: (model, input, context) => spec.run(model, input as Input, context),
  };
}
