import * as z from "zod";
import type { Access } from "../access/permission.ts";
import type { Budget } from "./budget.ts";

/**
 * A `command` changes state, a `query` reads the tenant's object, a `view` reads the read model, a `workflow`
 * calls others.
 */
export type OperationKind = "command" | "query" | "view" | "workflow";

/**
 * `tenant` operations run for one tenant, `platform` operations above all tenants, `any` operations for
 * either.
 */
export type OperationScope = "tenant" | "platform" | "any";

/** Something a caller can do over any transport: its access, its input and its output. */
export interface Operation<Input = unknown, Output = unknown> {
  readonly kind: OperationKind;
  /** `module.verbNoun`, unique in the platform. */
  readonly name: string;
  readonly access: Access;
  readonly scope: OperationScope;
  readonly input: z.ZodType;
  readonly output: z.ZodType;
  /** For steps of workflows and of the platform itself. No transport exposes it. */
  readonly internal: boolean;
  /** `required` for operations that must not run twice. */
  readonly idempotencyKey: "required" | "optional";
  /**
   * Set if the answer has a new bearer token: what keeps a stranger from having it repeated. `key` if nothing but the
   * Idempotency-Key does, so anonymous callers need one that is hard to guess. `input` if the input has a secret too.
   */
  readonly tokenGuard: "key" | "input" | null;
  /**
   * Whether the input has a secret that could be guessed, such as a password. Then nothing that is stored under an
   * Idempotency-Key confirms a guess without the platform's signing secret.
   */
  readonly hasSecretInput: boolean;
  /** Whether a bearer token of the resource opens it too, for shoppers who haven't signed in. */
  readonly opensByToken: boolean;
  /**
   * Whether the operation can be limited to some resources of its kind. Another is refused to callers whose grant has
   * conditions.
   */
  readonly isLimited: boolean;
  /** The most round trips of one invocation. A test fails if an answer took more. */
  readonly budget: Budget;
  /** Never set. Carries the types for callers. */
  readonly types?: { readonly input: Input; readonly output: Output };
}

/** What a definition can specify. The rest follows from its kind. */
export interface OperationSpec<Input, Output> {
  readonly name: string;
  readonly access: Access;
  readonly input: z.ZodType<Input, unknown>;
  readonly output: z.ZodType<Output, unknown>;
  readonly scope?: OperationScope;
  readonly internal?: boolean;
  readonly idempotencyKey?: "required";
  readonly tokenGuard?: "key" | "input";
  readonly hasSecretInput?: true;
  readonly opensByToken?: true;
  /** Set if the operation itself shows and changes only resources of `context.extent`. */
  readonly isLimited?: true;
  /** For an operation that needs more than others of its kind. */
  readonly budget?: Budget;
}

/** The properties all kinds of operations share, with defaults applied. */
export function operationOf<Input, Output>(spec: OperationSpec<Input, Output>, usual: Budget) {
  return {
    name: spec.name,
    access: spec.access,
    input: spec.input,
    output: spec.output,
    scope: spec.scope ?? "tenant",
    internal: spec.internal ?? false,
    idempotencyKey: spec.idempotencyKey ?? "optional",
    tokenGuard: spec.tokenGuard ?? null,
    hasSecretInput: spec.hasSecretInput ?? false,
    opensByToken: spec.opensByToken ?? false,
    isLimited: spec.isLimited ?? false,
    budget: spec.budget ?? usual,
  } as const;
}

/** The output of an operation that returns nothing. */
export const nothing = z.null();

/** The output of a read by a name that may have changed: the resource, or its current name. */
export function movableOutput<Thing extends z.ZodType>(thing: Thing) {
  return z.union([z.object({ found: thing }), z.object({ movedTo: z.string() })]);
}

/** The output of an export: text that is produced while it is read. */
export const textStream = z.custom<AsyncIterable<string>>(
  (value) => typeof value === "object" && value !== null && Symbol.asyncIterator in value,
);
