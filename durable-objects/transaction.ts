import { and, eq } from "drizzle-orm";
import { type Actor, platformToken } from "../src/kernel/actor.ts";
import type { Command, Context, Guarded } from "../src/kernel/command.ts";
import type { Life } from "../src/kernel/epoch.ts";
import { newId, type Random } from "../src/kernel/id.ts";
import { allows, type Grants, grantsOfRole, noGrants } from "../src/kernel/permission.ts";
import { type Refusal, refusal, refusalAt } from "../src/kernel/problem.ts";
import type { ObjectQuery } from "../src/kernel/query.ts";
import type { Registry } from "../src/kernel/registry.ts";
import { ok, type Result, refused } from "../src/kernel/result.ts";
import { pointedErrors } from "../src/kernel/validation.ts";
import { type IdempotencyKey, recall, remember } from "./idempotency.ts";
import { journalKeptForMs, record } from "./journal.ts";
import { append, LogClosed, PictureTooLarge, readObject } from "./log.ts";
import type { Schedules } from "./schedules.ts";
import type { ObjectStorage } from "./storage.ts";
import { aggregates } from "./tables.ts";

/** A command on its way to a tenant's object. Plain data. */
export interface ExecuteRequest {
  readonly command: string;
  readonly input: unknown;
  readonly actor: Actor;
  readonly correlationId: string;
  /** The event that made somebody send this command. */
  readonly causationId?: string | undefined;
  readonly traceparent?: string | undefined;
  readonly address?: string | undefined;
  readonly idempotency?: IdempotencyKey | undefined;
  /** The tenant's present life, as the directory knows it. */
  readonly life?: Life | undefined;
  /** The entity tags of `If-Match`; any of them fits. */
  readonly ifMatch?: readonly string[] | undefined;
}

export type ExecuteResult =
  | {
      readonly ok: true;
      readonly answer: unknown;
      readonly epoch: number;
      readonly seq: number | null;
      readonly replayed: boolean;
    }
  | { readonly ok: false; readonly refusal: Refusal };

/** A question on its way to a tenant's object. */
export interface AskRequest {
  readonly query: string;
  readonly input: unknown;
  readonly actor: Actor;
  readonly life?: Life | undefined;
}

export interface TransactionDeps {
  readonly storage: ObjectStorage;
  readonly registry: Registry;
  readonly schedules: Schedules;
  readonly now: () => number;
  readonly random: Random;
  readonly newCapability: Context["newCapability"];
  /** When the relay should look at what it did not get rid of at once. */
  readonly relayWithinMs: number;
  /** Where the log is full, in bytes. */
  readonly mostLogBytes: number;
  /** How long events stay in the log at least. */
  readonly eventsKeptForMs: number;
  /** Whether a refusal may still be written down, or is one of a flood. */
  readonly admitRefusal: () => boolean;
}

/**
 * The seven steps of a write: admit, dedupe, load, decide, apply, append, remember. One transaction: a refusal is
 * decided before anything is written, so there is nothing to undo.
 */
export function execute(deps: TransactionDeps, request: ExecuteRequest): ExecuteResult {
  const now = deps.now();
  const aim: Aim = { target: null };
  const outcome = inTransaction(deps, () => steps(deps, request, now, aim));
  if (!outcome.ok) journalRefusal(deps, request, outcome.refusal, now, aim);
  return outcome;
}

/** Answers a strong read; the same admission as a write. */
export function ask(deps: TransactionDeps, request: AskRequest): Result<unknown> {
  const query = deps.registry.queryByName.get(request.query);
  if (query === undefined) throw new Error(`no module declares the query ${request.query}`);
  const admitted = admit(deps, query, request, deps.now());
  if (!admitted.ok) return admitted;
  return query.run(deps.storage.database, admitted.value.input, admitted.value.context);
}

/** Who the actor is to this tenant right now; null when the credential is no longer good. */
export function grantsOf(
  deps: Pick<TransactionDeps, "registry" | "storage">,
  actor: Actor,
  now: number,
): Grants | null {
  if (actor.kind === "system")
    return actor.id === platformToken.id || actor.id === undefined ? grantsOfRole("super_admin") : null;
  if (actor.kind === "customer" && actor.id === undefined) return noGrants;
  for (const module of deps.registry.modules) {
    const grants = module.identify?.(deps.storage.database, actor, now);
    if (grants !== undefined && grants !== null) return grants;
  }
  return null;
}

/** What the command turned out to speak of, for the journal of what was refused as well. */
interface Aim {
  target: Guarded | null;
}

function steps(deps: TransactionDeps, request: ExecuteRequest, now: number, aim: Aim): ExecuteResult {
  const { database } = deps.storage;
  const command = deps.registry.commandByName.get(request.command);
  if (command === undefined) throw new Error(`no module declares the command ${request.command}`);

  const admitted = admit(deps, command, request, now);
  if (!admitted.ok) return admitted;
  const { input, context } = admitted.value;

  const replay = dedupe(deps, request, now);
  if (replay !== null) return replay;

  aim.target = command.guards(database, input, context);
  const stale = versionMismatch(deps, aim.target, request.ifMatch);
  if (stale !== null) return refused(stale);
  const plan = command.plan(database, input, context);
  if (!plan.ok) return plan;

  const { events, keep, answer: word } = plan.value;
  const range =
    events.length === 0
      ? null
      : append(database, deps.registry, deps.random, { ...request, now }, events, deps.mostLogBytes);
  keep?.(database);
  const answer = word(database);
  const seq = range?.last ?? null;
  if (request.idempotency !== undefined) {
    remember(database, request.idempotency, now, { answer, seq });
    deps.schedules.arm("expire", now + request.idempotency.keptForMs);
  }
  record(database, {
    at: now,
    actor: request.actor,
    action: request.command,
    outcome: "allowed",
    target: aim.target,
    firstEvent: range?.first,
    lastEvent: range?.last,
    correlationId: request.correlationId,
    address: request.address,
  });
  deps.schedules.arm("forget-journal", now + journalKeptForMs);
  if (range !== null) deps.schedules.arm("trim", now + deps.eventsKeptForMs);
  deps.schedules.arm("relay", now + deps.relayWithinMs);
  return { ok: true, answer, epoch: readObject(database).epoch, seq, replayed: false };
}

/** The single funnel of every transport: schema, credential, permission and status, all checked here. */
function admit(
  deps: TransactionDeps,
  asked: Command | ObjectQuery,
  request: { readonly input: unknown; readonly actor: Actor },
  now: number,
): Result<{ readonly input: unknown; readonly context: Context }> {
  const { tenantId } = readObject(deps.storage.database);
  if (asked.scope !== "any" && (asked.scope === "platform") !== (tenantId === "platform"))
    throw new Error(`${asked.name} does not belong in ${tenantId}`);
  const grants = grantsOf(deps, request.actor, now);
  if (grants === null)
    return refused(refusal("unauthenticated", "The credential is not valid, or no longer."));
  const closed = closedBy(deps, asked);
  if (closed !== null) return refused(closed);
  if (!allows(grants, asked.access)) {
    return refused(refusal("forbidden", `This needs the permission ${asked.access}.`));
  }
  const parsed = asked.input.safeParse(request.input);
  if (!parsed.success) {
    return refused(
      refusal("validation-failed", "The input does not fit its schema.", pointedErrors(parsed.error, "")),
    );
  }
  const context: Context = {
    tenantId: tenantId as Context["tenantId"],
    actor: request.actor,
    grants,
    now,
    newId: (kind) => newId(kind, now, deps.random),
    newCapability: deps.newCapability,
    modules: deps.registry.modules,
  };
  return ok({ input: parsed.data, context });
}

/** A suspended tenant, or one that has turned the module off, is closed to the command. */
function closedBy(deps: TransactionDeps, asked: Command | ObjectQuery): Refusal | null {
  const owner = deps.registry.moduleByName.get(asked.name)?.name;
  for (const module of deps.registry.modules) {
    const tenancy = module.tenancy?.(deps.storage.database);
    if (tenancy === undefined) continue;
    if (tenancy.suspended && !asked.whileSuspended)
      return refusal("tenant-suspended", "The tenant is suspended.");
    if (owner !== undefined && tenancy.disabledModules.includes(owner)) {
      return refusal("not-found", "The module is not enabled for this tenant.");
    }
  }
  return null;
}

function dedupe(deps: TransactionDeps, request: ExecuteRequest, now: number): ExecuteResult | null {
  if (request.idempotency === undefined) return null;
  const recalled = recall(deps.storage.database, request.idempotency, now);
  switch (recalled.found) {
    case "nothing":
      return null;
    case "other-request":
      return refused(
        refusalAt(
          "idempotency-key-reused",
          "/header/Idempotency-Key",
          "The key was used for another request.",
        ),
      );
    case "answer": {
      const { epoch } = readObject(deps.storage.database);
      return { ok: true, answer: recalled.kept.answer, seq: recalled.kept.seq, epoch, replayed: true };
    }
  }
}

function versionMismatch(
  deps: TransactionDeps,
  guarded: Guarded | null,
  ifMatch: readonly string[] | undefined,
): Refusal | null {
  if (ifMatch === undefined || ifMatch.includes("*") || guarded === null) return null;
  const row = deps.storage.database
    .select()
    .from(aggregates)
    .where(and(eq(aggregates.type, guarded.type), eq(aggregates.id, guarded.id)))
    .get();
  // What is not there is for the command to say: 404 comes before 412.
  if (row === undefined ? guarded.implicit !== true : row.deleted === 1) return null;
  const tag = `"${row?.version ?? 0}"`;
  return ifMatch.includes(tag)
    ? null
    : refusalAt("version-mismatch", "/header/If-Match", `The current version is ${tag}.`);
}

function inTransaction(deps: TransactionDeps, body: () => ExecuteResult): ExecuteResult {
  try {
    return deps.storage.transaction(body);
  } catch (error) {
    if (error instanceof PictureTooLarge)
      return refused(refusal("too-large", "With this it would take more than 512 KiB."));
    if (error instanceof LogClosed) return refused(refusal("overloaded", error.message));
    throw error;
  }
}

/** In a transaction of its own: the refused one wrote nothing. */
function journalRefusal(
  deps: TransactionDeps,
  request: ExecuteRequest,
  refused: Refusal,
  now: number,
  { target }: Aim,
): void {
  if (!deps.admitRefusal()) return;
  deps.storage.transaction(() => {
    record(deps.storage.database, {
      at: now,
      actor: request.actor,
      action: request.command,
      outcome: "refused",
      code: refused.code,
      target,
      correlationId: request.correlationId,
      address: request.address,
    });
    deps.schedules.arm("relay", now + deps.relayWithinMs);
  });
}
