import type { ObjectQuery } from "../read/query.ts";
import type { TenantDatabase } from "../storage/storage.ts";
import type { Result } from "../values/result.ts";
import type { Command } from "../write/command.ts";
import type { Envelope, EventDefinition } from "../write/event.ts";

/** A mail, rendered. A provider that has seen the key before does not send it again. */
export interface Mail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly idempotencyKey: string;
}

/** Sends mail. Rejects with `OutsideUnavailable` where it may work later, with anything else where it never will. */
export interface Mailer {
  send(mail: Mail): Promise<void>;
}

/** What a reaction may use. All of it is bound to one event of one tenant. */
export interface ReactionTools {
  readonly tenantId: string;
  /** The target's id; null for a reaction without targets. */
  readonly target: string | null;
  /** The same at every attempt for this event and this reaction. Send it along with everything that must happen once. */
  readonly idempotencyKey: string;
  /** Aborted when the time limit is reached. */
  readonly signal: AbortSignal;
  readonly mail: Mailer;
  /** An HTTP request that ends with the time limit. */
  fetch(url: string, init?: RequestInit): Promise<Response>;
  /** A strong read in the tenant's object. */
  ask<Input, Answer>(query: ObjectQuery<Input, Answer>, input: NoInfer<Input>): Promise<Result<Answer>>;
}

/** A command that a reaction answers with. */
export interface CommandRequest {
  readonly command: string;
  readonly input: unknown;
}

/** Names a command with its input, for a reaction to answer with. */
export function requestOf<Input, Answer>(
  command: Command<Input, Answer>,
  input: NoInfer<Input>,
): CommandRequest {
  return { command: command.name, input };
}

/** One of the destinations that a tenant has for a reaction, such as a webhook endpoint. */
export interface Target {
  /** At most 64 characters, without a slash. */
  readonly id: string;
}

/**
 * Does I/O because of events: sends mail, takes payments, calls webhooks. It runs at least once for every event, outside
 * the tenant's object, and answers with commands. Events with the same key run in order; different keys run side by side.
 */
export interface Reaction {
  readonly name: string;
  /** Event types; null for all of them. */
  readonly consumes: readonly string[] | null;
  /** The tenant's targets. Each gets a position of its own, under `name/id`. */
  readonly targets?: (database: TenantDatabase) => readonly Target[];
  /** What must stay in order. Pure; the object calls it. */
  readonly key: (event: Envelope) => string;
  /** What is thrown here is held against the event, unless it says that the outside is not available. */
  readonly react: (event: Envelope, tools: ReactionTools) => Promise<readonly CommandRequest[]>;
}

interface ReactionSpec<Data> {
  /** `module.noun`, unique among all subscriptions. */
  readonly name: string;
  readonly consumes: readonly EventDefinition<Data>[] | "all";
  readonly targets?: Reaction["targets"];
  readonly key: (event: Envelope<Data>) => string;
  readonly react: (event: Envelope<Data>, tools: ReactionTools) => Promise<readonly CommandRequest[]>;
}

/** Declares a reaction. It sees the newest version of every event it consumes. */
export function defineReaction<Data = unknown>(spec: ReactionSpec<Data>): Reaction {
  // Only events of the types in `consumes` are handed over, and in their newest version.
  const typed = (event: Envelope) => event as Envelope<Data>;
  return {
    name: spec.name,
    consumes: spec.consumes === "all" ? null : spec.consumes.map(({ type }) => type),
    ...(spec.targets === undefined ? {} : { targets: spec.targets }),
    key: (event) => spec.key(typed(event)),
    react: (event, tools) => spec.react(typed(event), tools),
  };
}

/** The outside did not answer, or answered that it cannot now. The event is not to blame and is tried again. */
export class OutsideUnavailable extends Error {
  override readonly name = "OutsideUnavailable";
}

/** A reaction for one of its targets, or as it is where it has none. Its name is that of its subscription. */
export interface ReactionInstance {
  readonly name: string;
  readonly reaction: Reaction;
  readonly target: string | null;
}

/** Finds the reaction that a subscription's name stands for; null where the name is of no reaction that the code knows. */
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

/** The instances that a tenant has of all reactions, as its data says now. */
export function reactionsIn(
  reactionByName: ReadonlyMap<string, Reaction>,
  database: TenantDatabase,
): readonly ReactionInstance[] {
  return [...reactionByName.values()].flatMap((reaction): readonly ReactionInstance[] => {
    const { name, targets } = reaction;
    if (targets === undefined) return [{ name, reaction, target: null }];
    return targets(database).map(({ id }) => ({ name: `${name}/${id}`, reaction, target: id }));
  });
}

/** An event that a worker has taken on for a reaction. */
export interface ReactionTask {
  /** As it was written, in the version of then. */
  readonly event: Envelope;
  /** Which claim of the task this is: a late report of an earlier one is not counted. */
  readonly claim: number;
}

/** What became of a task. */
export type TaskOutcome =
  | { readonly status: "done" }
  /** It is a dead letter now. */
  | { readonly status: "set-aside" }
  | { readonly status: "failed"; readonly error: string; readonly unavailable: boolean };
