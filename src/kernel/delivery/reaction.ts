import type { Signer } from "../access/authenticator.ts";
import type { Files } from "../operation/files.ts";
import type { Secrets } from "../operation/ports.ts";
import type { ObjectQuery } from "../read/query.ts";
import type { TenantDatabase } from "../storage/storage.ts";
import type { Result } from "../values/result.ts";
import type { Command } from "../write/command.ts";
import type { Envelope, EventDefinition } from "../write/event.ts";
import type { ReactionLog } from "./reaction-log.ts";
import type { RetryPlan } from "./retry-plan.ts";

/** A rendered e-mail. The provider sends only one mail per idempotency key. */
export interface Mail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  /** The same as HTML, without scripts, images or anything else from outside. */
  readonly html: string;
  /** The language tag of its text. */
  readonly locale: string;
  readonly replyTo?: string | undefined;
  readonly idempotencyKey: string;
}

/**
 * Sends mail. Rejects with `OutsideUnavailable` if a retry may succeed, and with any other error if it won't.
 */
export interface Mailer {
  send(mail: Mail): Promise<void>;
}

/** The tools a reaction can use, all bound to one event of one tenant. */
export interface ReactionTools {
  readonly tenantId: string;
  /** The target's id, or null for a reaction without targets. */
  readonly target: string | null;
  /**
   * The same for every attempt at this event and reaction. Send it with every request that must take effect
   * only once.
   */
  readonly idempotencyKey: string;
  /** Aborted when the time limit is reached. */
  readonly signal: AbortSignal;
  readonly mail: Mailer;
  /** The platform's signer, for tokens in a mail that are derived rather than stored. */
  readonly signer: Signer;
  /** Opens, seals and signs with secrets that the tenant's object stores. */
  readonly secrets: StoredSecrets;
  /** Whether the platform runs on one machine, for development. */
  readonly isLocal: boolean;
  /** The time, in milliseconds since 1970. */
  readonly now: () => number;
  /** What may leave the platform of the event's data. */
  readonly published: Readonly<Record<string, unknown>>;
  /** An HTTP request that is aborted at the time limit. */
  fetch(url: string, init?: RequestInit): Promise<Response>;
  /** Notes something about the attempt for the reaction's log: plain data. The last note counts, also if the attempt fails. */
  note(detail: unknown): void;
  /**
   * Deletes what is stored of a tenant, or as much as one call may. Returns whether there was anything. Only for the platform's
   * own log.
   */
  eraseTenant(tenantId: string): Promise<boolean>;
  /** Files that were stored for the tenant. */
  readonly files: Pick<Files, "remove" | "abandonParts">;
  /** A strong read in the tenant's object. */
  ask<Input, Answer>(query: ObjectQuery<Input, Answer>, input: NoInfer<Input>): Promise<Result<Answer>>;
}

/** Secrets that the platform must read again, and what it signs with them. */
export type StoredSecrets = Pick<Secrets, "sealStored" | "openStored" | "macWith">;

/** A command that a reaction returns to be run. */
export interface CommandRequest {
  readonly command: string;
  readonly input: unknown;
}

/** Pairs a command with its input, for a reaction to return. */
export function requestOf<Input, Answer>(
  command: Command<Input, Answer>,
  input: NoInfer<Input>,
): CommandRequest {
  return { command: command.name, input };
}

/** One of a tenant's destinations for a reaction, such as a webhook endpoint. */
export interface Target {
  /** At most 64 characters, without a slash. */
  readonly id: string;
  /** Whether it is sent events of a type that the reaction consumes. By default it is sent all of them. */
  readonly wants?: ((type: string) => boolean) | undefined;
  /** It is sent nothing for now. It keeps its position, and catches up later. */
  readonly isPaused?: boolean | undefined;
}

/** What follows if no attempt at any event has succeeded for so long. */
export interface GivingUp {
  readonly afterMs: number;
  /** The command that is run for a target. It may run more than once. */
  readonly request: (target: string | null) => CommandRequest;
}

/**
 * Does I/O in response to events: sends mail, takes payments, calls webhooks. It runs at least once per
 * event, outside the tenant's object, and returns commands. Events with the same key run in order; different
 * keys run in parallel.
 */
export interface Reaction {
  readonly name: string;
  /** Event types, or null for all. */
  readonly consumes: readonly string[] | null;
  /** Whether it consumes all events that may leave the platform. The registry then knows the types. */
  readonly consumesPublished?: true | undefined;
  /** The tenant's targets. Each has its own position, under `name/id`. */
  readonly targets?: (database: TenantDatabase) => readonly Target[];
  /** The ordering key of an event. Must be pure; the object calls it. */
  readonly key: (event: Envelope) => string;
  /** An error thrown here counts as a failed attempt at the event, unless it is `OutsideUnavailable`. */
  readonly react: (event: Envelope, tools: ReactionTools) => Promise<readonly CommandRequest[]>;
  /** By default five attempts within a minute, or a day of them while the outside is not available. */
  readonly retries?: RetryPlan | undefined;
  readonly givesUp?: GivingUp | undefined;
  readonly log?: ReactionLog | undefined;
}

interface ReactionSpec<Data> extends Pick<Reaction, "retries" | "givesUp" | "log"> {
  /** `module.noun`, unique among all subscriptions. */
  readonly name: string;
  readonly consumes: readonly EventDefinition<Data>[] | "all" | "published";
  readonly targets?: Reaction["targets"];
  readonly key: (event: Envelope<Data>) => string;
  readonly react: (event: Envelope<Data>, tools: ReactionTools) => Promise<readonly CommandRequest[]>;
}

/** Declares a reaction. It sees the newest version of every event it consumes. */
export function defineReaction<Data = unknown>(spec: ReactionSpec<Data>): Reaction {
  // Only events of the types in `consumes` are passed, in their newest version.
  const typed = (event: Envelope) => event as Envelope<Data>;
  const { name, retries, givesUp, log } = spec;
  return {
    ...{ name, retries, givesUp, log },
    consumes: typeof spec.consumes === "string" ? null : spec.consumes.map(({ type }) => type),
    ...(spec.consumes === "published" ? { consumesPublished: true } : {}),
    ...(spec.targets === undefined ? {} : { targets: spec.targets }),
    key: (event) => spec.key(typed(event)),
    react: (event, tools) => spec.react(typed(event), tools),
  };
}

/**
 * The external service didn't respond, or is temporarily unavailable. The failure isn't the event's, so the
 * event is retried.
 */
export class OutsideUnavailable extends Error {
  override readonly name = "OutsideUnavailable";
  /** How long the external service asks to wait. */
  readonly retryAfterMs: number | undefined;

  constructor(message: string, { retryAfterMs }: { readonly retryAfterMs?: number | undefined } = {}) {
    super(message);
    this.retryAfterMs = retryAfterMs;
  }
}

/**
 * The external service won't take the event, however often it is tried. The event has failed for good, and `commands` are run.
 */
export class OutsideRefused extends Error {
  override readonly name = "OutsideRefused";
  readonly commands: readonly CommandRequest[];

  constructor(message: string, { commands = [] }: { readonly commands?: readonly CommandRequest[] } = {}) {
    super(message);
    this.commands = commands;
  }
}

/**
 * A reaction for one of its targets, or the reaction itself if it has none. Its name is its subscription's
 * name.
 */
export interface ReactionInstance {
  readonly name: string;
  readonly reaction: Reaction;
  readonly target: string | null;
}

/** Finds the reaction for a subscription's name. Returns null if the code knows no such reaction. */
export function reactionOf(
  reactionByName: ReadonlyMap<string, Reaction>,
  subscription: string,
): ReactionInstance | null {
  const slash = subscription.indexOf("/");
  const name = slash === -1 ? subscription : subscription.slice(0, slash);
  const target = slash === -1 ? null : subscription.slice(slash + 1);
  const reaction = reactionByName.get(name);
  if (reaction === undefined || (reaction.targets === undefined) !== (target === null)) return null;
  return { name: subscription, reaction, target };
}

/** An instance as the tenant's object knows it. */
export interface StoredInstance extends ReactionInstance {
  /** Event types, or null for all. */
  readonly consumes: readonly string[] | null;
  readonly isPaused: boolean;
}

/** A tenant's current instances of all reactions. */
export function reactionsIn(
  reactionByName: ReadonlyMap<string, Reaction>,
  database: TenantDatabase,
): readonly StoredInstance[] {
  return [...reactionByName.values()].flatMap((reaction): readonly StoredInstance[] => {
    const { name, targets, consumes } = reaction;
    if (targets === undefined) return [{ name, reaction, target: null, consumes, isPaused: false }];
    return targets(database).map((target) => ({
      name: `${name}/${target.id}`,
      ...{ reaction, target: target.id, consumes: wantedBy(target, consumes) },
      isPaused: target.isPaused ?? false,
    }));
  });
}

/** Null stands for all types, and a target that wants only some of them has to name them. */
function wantedBy({ wants }: Target, consumes: readonly string[] | null): readonly string[] | null {
  return wants === undefined || consumes === null ? consumes : consumes.filter(wants);
}

/** An event that a worker has claimed for a reaction. */
export interface ReactionTask {
  /** The event in the version it was written in. */
  readonly event: Envelope;
  /** The claim's number. A late report for an earlier claim is ignored. */
  readonly claim: number;
  /** Attempts that have failed. Only for a reaction with a plan of its own. */
  readonly attempts?: number | undefined;
}

/** The outcome of a task. */
export type TaskOutcome =
  | { readonly status: "done" }
  /** The event is now a dead letter. */
  | { readonly status: "set-aside" }
  | {
      readonly status: "failed";
      readonly error: string;
      readonly unavailable: boolean;
      /** The external service won't take the event, so there is no further attempt. */
      readonly refused?: boolean | undefined;
      /** How long the external service asks to wait. */
      readonly retryAfterMs?: number | undefined;
    };

/** A worker's report of a task, with the claim that it holds. */
export interface TaskReport {
  readonly eventId: string;
  readonly claim: number;
  readonly outcome: TaskOutcome;
}
