import type { Tenant } from "../access/tenant.ts";
import type { ObjectQuery, ViewQuery } from "../read/query.ts";
import type { Result } from "../values/result.ts";
import type { Command, ModuleFacts } from "../write/command.ts";
import { type Operation, type OperationSpec, operationOf } from "./operation.ts";
import type { PortName, Ports } from "./ports.ts";
import type { Session } from "./session.ts";

/** An operation of any kind. */
export type AnyOperation<Input = unknown, Output = unknown> =
  | Command<Input, Output>
  | ObjectQuery<Input, Output>
  | ViewQuery<Input, Output>
  | Workflow<Input, Output>;

/** How a step of a workflow differs from the request as a whole. */
export interface StepOptions {
  /** Another object than the session's: another tenant's, or `platform`. */
  readonly tenantId?: string;
  /** `If-Match` speaks of another aggregate than the one this step changes. */
  readonly unguarded?: boolean;
  /** Tells several commands apart that share one idempotency key. */
  readonly step?: string;
}

/** What a workflow works with. Every step is checked as if its caller had called it. */
export interface WorkflowContext {
  readonly session: Session;
  /** The session's tenant, or `platform`. */
  readonly tenantId: string;
  readonly modules: readonly ModuleFacts[];
  /** The tenant, no older than what the session asks for. */
  tenant(): Promise<Result<Tenant>>;
  invoke<Input, Output>(
    operation: AnyOperation<Input, Output>,
    input: NoInfer<Input>,
    options?: StepOptions,
  ): Promise<Result<Output>>;
  /** Runs a command several times in one call to the object; each is a transaction with its own outcome. */
  invokeAll<Input, Output>(
    command: Command<Input, Output>,
    inputs: readonly NoInfer<Input>[],
  ): Promise<readonly Result<Output>[]>;
}

/** An operation that calls others. */
export interface Workflow<Input = unknown, Output = unknown> extends Operation<Input, Output> {
  readonly kind: "workflow";
  readonly ports: readonly PortName[];
  /** Whether its answer as a whole is stored under the idempotency key once it is complete. */
  readonly once: boolean;
  /** `ports` has those that the workflow names. */
  run(input: unknown, context: WorkflowContext, ports: Partial<Ports>): Promise<Result<Output>>;
}

interface WorkflowSpec<Input, Output, Name extends PortName> extends OperationSpec<Input, Output> {
  readonly ports?: readonly Name[];
  readonly once?: boolean;
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
  return {
    kind: "workflow",
    ...operationOf(spec),
    ports: spec.ports ?? [],
    once: spec.once ?? false,
    // Whoever invokes it has parsed the input, or made it by its type, and hands over the ports that are named.
    run: (input, context, ports) => spec.run(input as Input, context, ports as Pick<Ports, Name>),
  };
}

/** Whether the session's `If-Match` admits a version, for workflows that decide in more than one object. */
export function versionMatches({ ifMatch }: Session, version: number): boolean {
  return ifMatch === null || ifMatch.includes("*") || ifMatch.includes(`"${version}"`);
}
