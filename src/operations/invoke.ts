import type { ExecuteRequest, ExecuteResult } from "../../durable-objects/write/transaction.ts";
import { extentOf } from "../kernel/access/permission.ts";
import type { Tenant } from "../kernel/access/tenant.ts";
import { type Refusal, refusal } from "../kernel/api/problem.ts";
import { parseSent } from "../kernel/api/validation.ts";
import type { PortName, Ports } from "../kernel/operation/ports.ts";
import type { LogPosition, Session } from "../kernel/operation/session.ts";
import type { AnyOperation, StepOptions, Workflow, WorkflowContext } from "../kernel/operation/workflow.ts";
import type { ObjectQuery, ViewQuery } from "../kernel/read/query.ts";
import type { Registry } from "../kernel/registry.ts";
import type { ReadModel } from "../kernel/storage/storage.ts";
import { ok, type Result, refused } from "../kernel/values/result.ts";
import type { Command } from "../kernel/write/command.ts";
import type { Freshness } from "../platform/read-model.ts";
import type { KeyRing } from "../platform/signing.ts";
import type { TenantClient } from "../platform/tenant-client.ts";
import { denialOf } from "./authorize.ts";
import { type Invocation, idempotencyOf, keyProblem, onceUnder } from "./idempotency.ts";

/** What operations run on, for any transport. */
export interface InvokeDeps {
  readonly registry: Registry;
  readonly object: (tenantId: string) => Pick<TenantClient, "execute" | "executeAll" | "ask">;
  /** Where answers are kept under an Idempotency-Key. */
  readonly answers: (tenantId: string) => Pick<TenantClient, "begin" | "finish">;
  readonly readModel: (freshness: Freshness) => ReadModel;
  /** Makes sure that the read model has what a session asks for. */
  readonly reach: (position: LogPosition) => Promise<Result<null>>;
  /** The tenant as the read model has it now. */
  readonly readTenant: (id: string) => Promise<Tenant | null>;
  readonly ports: (session: Session) => Ports;
  /** For what is stored under an Idempotency-Key. */
  readonly keyRing: Pick<KeyRing, "macs">;
  /** Yields to other requests. */
  readonly pause: () => Promise<void>;
}

/** Invokes operations. */
export interface Invoker {
  /**
   * The one way in: checks access, then routes to the tenant's object or the read model. The input has the
   * operation's own type: a transport parsed it, or trusted code built it. Objects parse it again.
   */
  invoke<Input, Output>(
    operation: AnyOperation<Input, Output>,
    input: NoInfer<Input>,
    session: Session,
  ): Promise<Result<Output>>;
  /** The same for an operation by its name, with an input from outside, which is parsed here. */
  invokeByName(name: string, input: unknown, session: Session): Promise<Result<unknown>>;
}

export function createInvoker(deps: InvokeDeps): Invoker {
  const invoke = async <Input, Output>(
    operation: AnyOperation<Input, Output>,
    input: Input,
    session: Session,
  ): Promise<Result<Output>> => {
    const refusedBy = unreadyFor(operation, session);
    if (refusedBy !== null) return refused(refusedBy);
    return openCall(deps, session, { operation, input }).step(operation, input, {});
  };
  return {
    invoke,
    async invokeByName(name, input, session) {
      const operation = deps.registry.operationByName.get(name);
      if (operation === undefined || operation.internal)
        return refused(refusal("not-found", "There is no such operation."));
      const denied = denialOf(operation, session);
      if (denied !== null) return refused(denied);
      const parsed = parseSent(operation.input, input, "");
      if (parsed.ok) return invoke(operation, parsed.value, session);
      return refused(refusal("validation-failed", "The input does not fit its schema.", parsed.errors));
    },
  };
}

/** What an operation needs of its session besides the permission. */
function unreadyFor(operation: AnyOperation, session: Session): Refusal | null {
  if (operation.scope === "tenant" && session.tenant === null)
    return refusal("tenant-required", "Nothing in the request names a tenant.");
  return keyProblem(operation, session.actor, session.idempotency?.key ?? null);
}

/** One invocation by a transport, with all the steps that it takes. */
function openCall(deps: InvokeDeps, session: Session, request: Invocation) {
  const { registry } = deps;
  const owner = session.tenant?.id ?? "platform";
  const object = createObjectCalls(deps, session, request, owner);
  const read = createReads(deps, session, owner);

  const step = async <Input, Output>(
    operation: AnyOperation<Input, Output>,
    input: Input,
    options: StepOptions,
  ): Promise<Result<Output>> => {
    const denied = denialOf(operation, session);
    if (denied !== null) return refused(denied);
    switch (operation.kind) {
      case "command":
        return object.execute(operation, input, options);
      case "query":
        return object.ask(operation, input, options);
      case "view":
        return isOff(operation) ? refused(moduleOff) : read.view(operation, input);
      case "workflow":
        return isOff(operation) ? refused(moduleOff) : run(operation, input);
    }
  };

  /** Objects check this themselves for commands and queries. */
  const isOff = ({ name }: AnyOperation): boolean => {
    const module = registry.moduleByName.get(name)?.name;
    return module !== undefined && session.tenant?.disabledModules.includes(module) === true;
  };

  const context: WorkflowContext = {
    session,
    tenantId: owner,
    modules: registry.modules,
    tenant: read.tenant,
    invoke: (operation, input, options = {}) => step(operation, input, options),
    invokeAll: object.executeAll,
    pause: deps.pause,
  };

  const run = async <Input, Output>(workflow: Workflow<Input, Output>, input: Input) => {
    const work = () =>
      workflow.run(
        input,
        context,
        portsFor(workflow, () => deps.ports(session)),
      );
    const key = workflow.once
      ? await idempotencyOf(session, request, owner, "whole", deps.keyRing)
      : undefined;
    return key === undefined ? work() : onceUnder(deps.answers(owner), key, session, workflow.name, work);
  };

  return { step };
}

const moduleOff = refusal("not-found", "The module is not enabled for this tenant.");

function portsFor({ ports }: Workflow, open: () => Ports): Partial<Ports> {
  if (ports.length === 0) return {};
  const all = open();
  return Object.fromEntries(ports.map((name: PortName) => [name, all[name]]));
}

/** Commands and strong reads: calls to objects. */
function createObjectCalls(deps: InvokeDeps, session: Session, request: Invocation, owner: string) {
  /** Every call to a tenant's object carries the tenant's epoch. */
  const epochOf = (tenantId: string) => (session.tenant?.id === tenantId ? session.tenant.epoch : undefined);
  const targetOf = ({ scope }: AnyOperation, { tenantId }: StepOptions) =>
    tenantId ?? (scope === "platform" ? "platform" : owner);
  const sent = (command: Command, input: unknown, tenantId: string): ExecuteRequest => ({
    epoch: epochOf(tenantId),
    command: command.name,
    input,
    actor: session.actor,
    sessionId: session.sessionId,
    correlationId: session.correlationId,
    traceparent: session.traceparent,
    address: session.address,
  });
  /** Objects answer what the command's own `answer` made: the types were lost on the wire, not changed. */
  const settle = <Output>(tenantId: string, result: ExecuteResult, isKeyed = true): Result<Output> => {
    if (!result.ok) return result;
    const { effects } = session;
    if (!isKeyed) return ok(result.answer as Output);
    effects.executed += 1;
    if (result.replayed) effects.replayed += 1;
    if (result.seq !== null && tenantId === owner && result.seq > (effects.token?.seq ?? 0))
      effects.token = { tenantId, epoch: result.epoch, seq: result.seq };
    return ok(result.answer as Output);
  };
  return {
    async execute<Input, Output>(command: Command<Input, Output>, input: Input, options: StepOptions) {
      const tenantId = targetOf(command, options);
      const result = await deps.object(tenantId).execute({
        ...sent(command, input, tenantId),
        ifMatch: options.unguarded === true ? undefined : (session.ifMatch ?? undefined),
        idempotency:
          options.unkeyed === true
            ? undefined
            : await idempotencyOf(session, request, tenantId, options.step ?? "", deps.keyRing),
      });
      return settle<Output>(tenantId, result, options.unkeyed !== true);
    },
    async executeAll<Input, Output>(
      command: Command<Input, Output>,
      inputs: readonly Input[],
      { tenantId = owner }: Pick<StepOptions, "tenantId"> = {},
    ) {
      // Each command is separate, and identified by its content instead of the request's key.
      const requests = inputs.map((input) => sent(command, input, tenantId));
      const results = await deps.object(tenantId).executeAll(requests);
      // Locally, edge and object share a thread: without a pause, these calls would starve other requests.
      await deps.pause();
      return results.map((result) => settle<Output>(tenantId, result));
    },
    async ask<Input, Output>(query: ObjectQuery<Input, Output>, input: Input, options: StepOptions) {
      const tenantId = targetOf(query, options);
      const { actor, sessionId } = session;
      const question = { query: query.name, input, actor, sessionId, epoch: epochOf(tenantId) };
      // As above.
      return (await deps.object(tenantId).ask(question)) as Result<Output>;
    },
  };
}

/** Reads of the read model, no older than the session's consistency token. */
function createReads(deps: InvokeDeps, session: Session, owner: string) {
  const { consistencyToken, tenant: known } = session;
  let reached: Promise<Result<null>> | null = null;
  const reach = async (): Promise<Result<null>> => {
    if (consistencyToken === null) return ok(null);
    reached ??= deps.reach(consistencyToken);
    const result = await reached;
    // The next read may succeed.
    if (!result.ok) reached = null;
    return result;
  };
  const model = () => deps.readModel(consistencyToken === null ? "nearest" : "primary");
  const tenant = async (): Promise<Result<Tenant>> => {
    if (known === null) return refused(refusal("tenant-required", "Nothing in the request names a tenant."));
    if (consistencyToken === null) return ok(known);
    const fresh = await reach();
    return fresh.ok ? ok((await deps.readTenant(known.id)) ?? known) : fresh;
  };
  return {
    tenant,
    async view<Input, Output>(query: ViewQuery<Input, Output>, input: Input): Promise<Result<Output>> {
      const fresh = await reach();
      if (!fresh.ok) return fresh;
      const { actor, grants, requestedLocales, origin } = session;
      return query.run(model(), input, {
        tenantId: owner,
        tenant,
        requestedLocales,
        origin,
        customerId: actor.kind === "customer" ? (actor.id ?? null) : null,
        extent: extentOf(actor, grants, query.access) ?? [],
        extentOf: (permission) => extentOf(actor, grants, permission),
        modules: deps.registry.modules,
      });
    },
  };
}
