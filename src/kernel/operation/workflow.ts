import type { Tenant } from "../access/tenant.ts";
import type { ObjectQuery, ViewQuery } from "../read/query.ts";
import type { Result } from "../values/result.ts";
import type { Command, ModuleFacts } from "../write/command.ts";
import type { Budget } from "./budget.ts";
import { type Operation, type OperationSpec, operationOf } from "./operation.ts";
import type { PortName, Ports } from "./ports.ts";
import type { Session } from "./session.ts";

/** An operation of any kind. */
export type AnyOperation<Input = unknown, Output = unknown> =
  | Command<Input, Output>
  | ObjectQuery<Input, Output>
  | ViewQuery<Input, Output>
  | Workflow<Input, Output>;

/** Options that apply to one step of a workflow, not to the whole request. */
export interface StepOptions {
  /** Runs the step in another object: another tenant's, or `platform`. */
  readonly tenantId?: string;
  /** Ignores `If-Match`, because it refers to another aggregate than the one this step changes. */
  readonly unguarded?: boolean;
  /** Distinguishes several commands that share one idempotency key. */
  readonly step?: string;
  /**
   * Runs the step each time, and leaves no trace of it in the response: neither a replay nor a Consistency-Token, which would
   * tell that something happened. For checks and counts.
   */
  readonly unkeyed?: boolean;
}

/** A workflow's context. Every step is authorized as if the caller had invoked it directly. */
export interface WorkflowContext {
  readonly session: Session;
  /** The session's tenant, or `platform`. */
  readonly tenantId: string;
  readonly modules: readonly ModuleFacts[];
  /** The tenant, at least as recent as the session's consistency token. */
  tenant(): Promise<Result<Tenant>>;
  invoke<Input, Output>(
    operation: AnyOperation<Input, Output>,
    input: NoInfer<Input>,
    options?: StepOptions,
  ): Promise<Result<Output>>;
  /**
   * Runs a command several times in one call to the object. Each run is a transaction with its own outcome.
   */
  invokeAll<Input, Output>(
    command: Command<Input, Output>,
    inputs: readonly NoInfer<Input>[],
    options?: Pick<StepOptions, "tenantId">,
  ): Promise<readonly Result<Output>[]>;
  /** Yields to other requests. For workflows that compute for long between their steps. */
  pause(): Promise<void>;
}

/** An operation that calls others. */
export interface Workflow<Input = unknown, Output = unknown> extends Operation<Input, Output> {
  readonly kind: "workflow";
  readonly ports: readonly PortName[];
  /** Whether the complete response is stored under the idempotency key. */
  readonly once: boolean;
  /** `ports` contains only the ports the workflow names. */
  run(input: unknown, context: WorkflowContext, ports: Partial<Ports>): Promise<Result<Output>>;
}

interface WorkflowSpec<Input, Output, Name extends PortName> extends OperationSpec<Input, Output> {
  readonly ports?: readonly Name[];
  readonly once?: boolean;
  /** The most round trips of all its steps. What follows the log, resolves names or keeps answers is not counted. */
  readonly budget: Budget;
  readonly run: (
    input: Input,
    context: WorkflowContext,
    ports: Pick<Ports, Name>,
  ) => Promise<Result<NoInfer<Output>>>;
}

/** Declares a workflow. */
export function defineWorkflow<Input, Output, const Name extends PortName = never>(
  spec: WorkflowSpec<Input, Output, Name>,
): Workflow<Input, Output> {
  if (spec.access === "public" && spec.ports?.some((name) => name === "secrets") && !spec.tokenGuard)
    throw new Error(`${spec.name} creates secrets for anonymous callers, so it must state its tokenGuard`);
  return {
    kind: "workflow",
    ...operationOf(spec, spec.budget),
    ports: spec.ports ?? [],
    once: spec.once ?? false,
    // The caller has parsed the input, or built it from its type, and passes the ports that are named.
    run: (input, context, ports) => spec.run(input as Input, context, ports as Pick<Ports, Name>),
  };
}

/** Whether the session's `If-Match` allows a version. For workflows that decide in more than one object. */
export function versionMatches({ ifMatch }: Session, version: number): boolean {
  return ifMatch === null || ifMatch.includes("*") || ifMatch.includes(`"${version}"`);
}
