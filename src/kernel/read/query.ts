import type { z } from "zod";
import type { Access } from "../access/permission.ts";
import type { ReadModel, TenantDatabase } from "../storage/storage.ts";
import type { Result } from "../values/result.ts";
import type { Context, Scope } from "../write/command.ts";

/** A strong read: answered by the tenant's own object. */
export interface ObjectQuery<Input = unknown, Answer = unknown> {
  readonly name: string;
  readonly access: Access;
  readonly scope: Scope;
  /** Whether it is answered for a suspended tenant too. */
  readonly whileSuspended: boolean;
  readonly input: z.ZodType;
  run(database: TenantDatabase, input: unknown, context: Context): Result<Answer>;
  readonly types?: { readonly input: Input };
}

/** Declares a strong read. */
export function defineObjectQuery<Input, Answer>(spec: {
  readonly name: string;
  readonly access: Access;
  readonly scope?: Scope;
  readonly whileSuspended?: boolean;
  readonly input: z.ZodType<Input, unknown>;
  readonly run: (database: TenantDatabase, input: Input, context: Context) => Result<Answer>;
}): ObjectQuery<Input, Answer> {
  return {
    name: spec.name,
    access: spec.access,
    scope: spec.scope ?? "tenant",
    whileSuspended: spec.whileSuspended ?? false,
    input: spec.input,
    // The object parsed the input with `spec.input` just before.
    run: (database, input, context) => spec.run(database, input as Input, context),
  };
}

/** A read of the read model: scoped to one tenant, at most a position behind. */
export type ViewQuery<Input, Answer> = (
  model: ReadModel,
  tenantId: string,
  input: Input,
) => Promise<Result<Answer>>;
