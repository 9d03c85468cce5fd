import type { ExecuteRequest, ExecuteResult } from "../../durable-objects/write/transaction.ts";
import { refusal } from "../kernel/api/problem.ts";
import type { ExecuteOptions, Route, Services, Tenant } from "../kernel/api/route.ts";
import { readModelName } from "../kernel/delivery/subscription.ts";
import type { ObjectQuery } from "../kernel/read/query.ts";
import { ok, type Result, refused } from "../kernel/values/result.ts";
import type { Command } from "../kernel/write/command.ts";
import { readTenant } from "../modules/tenants/index.ts";
import { openReadModel } from "../platform/read-model.ts";
import { seal, unseal } from "../platform/sealed.ts";
import { digest, newBearerToken } from "../platform/signing.ts";
import { describeError, logLine } from "../platform/telemetry.ts";
import { projectorDeps } from "../projection/deps.ts";
import { restore } from "../projection/epochs.ts";
import { follow, projectTenant } from "../projection/follow.ts";
import { discardDeadLetter, replayDeadLetter } from "../projection/replay.ts";
import { mintApiKey } from "./api-key.ts";
import type { Caller } from "./caller.ts";
import type { Effects } from "./effects.ts";
import type { RequestHeaders } from "./headers.ts";
import { idempotencyOf, onceUnder } from "./idempotency.ts";
import type { Input } from "./input.ts";
import { readYourWrites } from "./read-your-writes.ts";
import type { Scope } from "./scope.ts";

export interface ServiceContext {
  readonly scope: Scope;
  readonly caller: Caller;
  readonly tenant: Tenant | null;
  readonly route: Route;
  readonly headers: RequestHeaders;
  readonly input: Input;
  readonly effects: Effects;
  /** The tenant whose log the answer's token speaks of: the request's own, or the platform's. */
  readonly logOwner: string;
}

/** What handlers may do, bound to one request. */
export function createServices(context: ServiceContext): Services {
  const { scope, caller, headers, effects, logOwner } = context;
  const secret = headers.idempotencyKey ?? crypto.randomUUID();

  /** Whoever calls the tenant's object tells it which life it is in. */
  const epochOf = (tenantId: string) => (context.tenant?.id === tenantId ? context.tenant.epoch : undefined);

  const request = (command: Command, input: unknown, tenantId: string): ExecuteRequest => ({
    epoch: epochOf(tenantId),
    command: command.name,
    input,
    actor: caller.actor,
    correlationId: scope.requestId,
    traceparent: scope.trace.traceparent,
    address: scope.address,
  });

  const settle = (tenantId: string, result: ExecuteResult): Result<unknown> => {
    if (!result.ok) return result;
    effects.executed += 1;
    if (result.replayed) effects.replayed += 1;
    if (result.seq !== null && tenantId === logOwner && result.seq > (effects.token?.seq ?? 0)) {
      effects.token = { tenantId, epoch: result.epoch, seq: result.seq };
    }
    return ok(result.answer);
  };

  let reached = headers.consistencyToken === undefined;
  const reach = async (): Promise<Result<null>> => {
    if (reached || headers.consistencyToken === undefined) return ok(null);
    const result = await readYourWrites(scope, headers.consistencyToken);
    reached = result.ok;
    return result;
  };
  const readModel = () =>
    openReadModel(scope.env.DB, headers.consistencyToken === undefined ? "nearest" : "primary", scope.meter);

  const forgetTenant: Services["forgetTenant"] = async ({ id, slug, domains }) => {
    const hosts = [...new Set(domains)].map((value) => ({ by: "host", value }) as const);
    await scope.directory.forget([{ by: "id", value: id }, { by: "slug", value: slug }, ...hosts]);
  };

  return {
    platformDomain: scope.env.PLATFORM_DOMAIN,
    moduleNames: scope.registry.modules.map(({ name }) => name),
    viewNames: scope.registry.modules.flatMap(({ views }) => views.map(({ name }) => name)),
    subscriptionNames: [...scope.registry.subscriptionByName.keys()],
    versionMatches: (version) =>
      headers.ifMatch === undefined ||
      headers.ifMatch.includes("*") ||
      headers.ifMatch.includes(`"${version}"`),
    // The object answers what the command's own `answer` made: the types were lost on the wire, not changed.
    async execute<I, A>(command: Command<I, A>, input: I, options: ExecuteOptions = {}) {
      const tenantId = options.tenantId ?? logOwner;
      const { idempotencyKey, ifMatch } = headers;
      const idempotency = await idempotencyOf(context, idempotencyKey, tenantId, options.step ?? "");
      const sent = {
        ...request(command, input, tenantId),
        ifMatch: options.unguarded ? undefined : ifMatch,
        idempotency,
      };
      return settle(tenantId, await scope.tenant(tenantId).execute(sent)) as Result<A>;
    },
    async executeAll<I, A>(command: Command<I, A>, inputs: readonly I[]) {
      // Each is a whole of its own, told apart by what it holds and not by the request's key.
      const results = await scope
        .tenant(logOwner)
        .executeAll(inputs.map((input) => request(command, input, logOwner)));
      // Where edge and object share a thread, turn would follow turn before anything new is heard of.
      await scheduler.wait(0);
      return results.map((result) => settle(logOwner, result) as Result<A>);
    },
    async once<Answer>(work: () => Promise<Result<Answer>>) {
      const { idempotencyKey } = headers;
      const key = await idempotencyOf(context, idempotencyKey, logOwner, "whole");
      return key === undefined ? work() : onceUnder(scope.tenant(logOwner), key, effects, work);
    },
    async ask<I, A>(query: ObjectQuery<I, A>, input: I, options: { readonly tenantId?: string } = {}) {
      const tenantId = options.tenantId ?? logOwner;
      const question = { query: query.name, input, actor: caller.actor, epoch: epochOf(tenantId) };
      return (await scope.tenant(tenantId).ask(question)) as Result<A>;
    },
    async read(query, input) {
      const fresh = await reach();
      return fresh.ok ? query(readModel(), logOwner, input) : fresh;
    },
    async tenant() {
      if (context.tenant === null)
        return refused(refusal("tenant-required", "Nothing in the request names a tenant."));
      if (headers.consistencyToken === undefined) return ok(context.tenant);
      const fresh = await reach();
      if (!fresh.ok) return fresh;
      return ok((await readTenant(readModel(), { by: "id", value: context.tenant.id })) ?? context.tenant);
    },
    forgetTenant,
    async tenantChanged() {
      if (context.tenant === null) return;
      // What was changed is changed: that the read model hears of it at once is a courtesy.
      await projectTenant(projectorDeps(scope.env, scope.registry, scope.meter), context.tenant.id).catch(
        (error: unknown) => logLine({ kind: "error", at: "request", ...describeError(error) }),
      );
      await forgetTenant(context.tenant);
    },
    async provision({ tenantId, slug, region }) {
      await scope.tenant(tenantId, region).provision({ tenantId, slug, epoch: 1 });
    },
    async project(tenantId) {
      await projectTenant(projectorDeps(scope.env, scope.registry, scope.meter), tenantId);
    },
    async catchUp(subscription) {
      const deps = projectorDeps(scope.env, scope.registry, scope.meter);
      await follow(deps, logOwner, subscription).catch((error: unknown) =>
        logLine({ kind: "error", at: "catch-up", tenant: logOwner, subscription, ...describeError(error) }),
      );
    },
    async restore(tenantId, at, above) {
      const deps = projectorDeps(scope.env, scope.registry, scope.meter);
      // What was answered before it shall count: numbers are known by what the read model has seen.
      await follow(deps, tenantId, readModelName);
      return restore({ ...deps, object: (id) => scope.tenant(id) }, tenantId, at, above);
    },
    async settleDeadLetter(deadLetter, as, reason) {
      const deps = projectorDeps(scope.env, scope.registry, scope.meter);
      if (as === "discarded") {
        await discardDeadLetter(deps, logOwner, deadLetter, reason);
        return ok(null);
      }
      const replayed = await replayDeadLetter(deps, logOwner, deadLetter, reason);
      return replayed.ok ? ok(null) : refused(refusal("replay-failed", replayed.error));
    },
    async mintKey(tenantId, keyId) {
      const { text, hash } = await mintApiKey(scope.signer, tenantId, keyId);
      return { hash, sealed: await seal(text, secret) };
    },
    async mintToken() {
      const text = newBearerToken();
      return { hash: await digest(text), sealed: await seal(text, secret) };
    },
    openSecret: (sealed) => unseal(sealed, secret),
  };
}
