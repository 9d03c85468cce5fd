import { z } from "zod";
import type { Access } from "../access/permission.ts";

/** A `command` changes state, a `query` asks the tenant's object, a `view` asks the read model, a `workflow` calls others. */
export type OperationKind = "command" | "query" | "view" | "workflow";

/** `tenant` operations run for a tenant, `platform` ones above all tenants, `any` for both. */
export type OperationScope = "tenant" | "platform" | "any";

/** Something a caller may do, whatever the transport: who may do it, what it takes, and what it answers. */
export interface Operation<Input = unknown, Output = unknown> {
  readonly kind: OperationKind;
  /** `module.verbNoun`, unique in the platform. */
  readonly name: string;
  readonly access: Access;
  readonly scope: OperationScope;
  readonly input: z.ZodType;
  readonly output: z.ZodType;
  /** A step of workflows or of the platform itself. No transport offers it. */
  readonly internal: boolean;
  /** `required` for what must not happen twice. */
  readonly idempotencyKey: "required" | "optional";
  /** Never set: carries the types for callers. */
  readonly types?: { readonly input: Input; readonly output: Output };
}

/** What every definition may say; the rest follows from its kind. */
export interface OperationSpec<Input, Output> {
  readonly name: string;
  readonly access: Access;
  readonly input: z.ZodType<Input, unknown>;
  readonly output: z.ZodType<Output, unknown>;
  readonly scope?: OperationScope;
  readonly internal?: boolean;
  readonly idempotencyKey?: "required";
}

/** The part of an operation that all kinds share, with its defaults filled in. */
export function operationOf<Input, Output>(spec: OperationSpec<Input, Output>) {
  return {
    name: spec.name,
    access: spec.access,
    input: spec.input,
    output: spec.output,
    scope: spec.scope ?? "tenant",
    internal: spec.internal ?? false,
    idempotencyKey: spec.idempotencyKey ?? "optional",
  } as const;
}

/** The output of an operation that has nothing to tell. */
export const nothing = z.null();

/** The output of a read by a name that may have changed: what it names, or its present name. */
export function movableOutput<Thing extends z.ZodType>(thing: Thing) {
  return z.union([z.object({ found: thing }), z.object({ movedTo: z.string() })]);
}

/** The output of an export: text that is made while it is read. */
export const textStream = z.custom<AsyncIterable<string>>(
  (value) => typeof value === "object" && value !== null && Symbol.asyncIterator in value,
);
