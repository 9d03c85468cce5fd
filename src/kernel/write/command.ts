import type { ZodType } from "zod";
import type { Actor } from "../access/actor.ts";
import type { ConditionalResource } from "../access/conditional.ts";
import type { Extent } from "../access/extent.ts";
import type { Access, Grants, Roles } from "../access/permission.ts";
import type { Refusal } from "../api/problem.ts";
import { oneCall } from "../operation/budget.ts";
import { type Operation, type OperationSpec, operationOf } from "../operation/operation.ts";
import type { TokenRequest } from "../rate-limit/token-policy.ts";
import type { TenantDatabase } from "../storage/storage.ts";
import type { Id, IdKind } from "../values/id.ts";
import type { Result } from "../values/result.ts";
import type { NewEvent } from "./event.ts";

/** The context of a decision, besides its input and what was loaded. */
export interface Context {
  readonly tenantId: Id<"tenant"> | "platform";
  readonly actor: Actor;
  /**
   * Tells shoppers apart: a hash of the customer's id, or without one of the network address. Null for staff and for the
   * system. It has its own value in each tenant, and is never shown.
   */
  readonly caller: string | null;
  /**
   * Tells networks apart: a hash of the caller's address, with its own value in each tenant. Null if the address is unknown.
   */
  readonly network: string | null;
  /** The session in which a signed-in account acts. */
  readonly sessionId: string | null;
  readonly grants: Grants;
  /** The resources on which the caller may do this. */
  readonly extent: Extent;
  /** The present grants of any actor. Null if its credential isn't valid any more. For work that was requested earlier. */
  readonly grantsOf: (actor: Actor) => Grants | null;
  /** Each role's grants, also of the tenant's own roles. For commands that assign roles. */
  readonly roles: Roles;
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly newId: <Name extends string>(kind: IdKind<Name>) => Id<Name>;
  /** The SHA-256 of a text, base64url: the same as `digest` of `values/digest.ts`, without waiting. */
  readonly digest: (text: string) => string;
  /** The platform's modules and their dependencies. */
  readonly modules: readonly ModuleFacts[];
}

/** The facts about a module that a decision can use. */
export interface ModuleFacts {
  readonly name: string;
  readonly requires: readonly string[];
  /** Whether a tenant can disable it. */
  readonly optional: boolean;
  /** Its reactions by name, with the event types they consume; null for all. */
  readonly reactions?: readonly ReactionFacts[];
  readonly events?: readonly {
    readonly type: string;
    readonly publishedFields: readonly string[] | null | undefined;
  }[];
  readonly routes?: readonly RouteFacts[];
  readonly aggregates?: readonly AggregateFacts[];
  readonly conditional?: readonly ConditionalResource[];
  readonly releasables?: readonly Releasable[];
  readonly countRoleHolders?: (database: TenantDatabase, role: string, now: number) => number;
}

/** What a reaction consumes, and who its targets are. */
export interface ReactionFacts {
  readonly name: string;
  readonly consumes: readonly string[] | null;
  /** All events that may leave the platform. */
  readonly consumesPublished?: true | undefined;
  readonly targets?: (database: TenantDatabase) => readonly {
    readonly id: string;
    readonly wants?: ((type: string) => boolean) | undefined;
    readonly isPaused?: boolean | undefined;
  }[];
}

/** A kind of thing whose changes can wait for a release, such as a post. */
export interface Releasable {
  /** What the items of a release call it. */
  readonly type: string;
  /** Its present state. Undefined if there is none. */
  readonly find: (database: TenantDatabase, id: string) => { readonly id: string } | undefined;
  readonly actions: Readonly<Record<string, ReleaseAction>>;
}

/** What a release can do with a thing. */
export interface ReleaseAction {
  readonly command: Command;
  /** The schema of what an item says besides the id. Null if it says nothing. */
  readonly data: ZodType | null;
  readonly input: (id: string, data: unknown) => unknown;
  /** What takes it back, from the state before it. Null if it changes nothing. */
  readonly undo: (before: unknown, data: unknown) => ReleaseStep | null;
}

/** An action by its name, and its data. */
export interface ReleaseStep {
  readonly action: string;
  readonly data?: unknown;
}

/** How the state of an aggregate is read. */
interface AggregateFacts {
  readonly type: string;
  readonly state: (database: TenantDatabase, id: string) => unknown;
}

/** What documentation says of a route. */
interface RouteFacts {
  readonly operationId: string;
  readonly summary: string;
  readonly operation: { readonly access: Access; readonly isLimited: boolean };
}

/** A command's decision: its events, and how to build the answer after they are applied. */
export interface Decision<Answer> {
  readonly events: readonly NewEvent[];
  /** Writes working state (which needs no events, such as an open cart) in the same transaction. */
  readonly writeState?: (database: TenantDatabase) => void;
  /** The bytes that `writeState` adds to what is stored, at most. Counted against the budget of shoppers. */
  readonly storedBytes?: number;
  /** Schedules one of the module's jobs to run no later than the given time. */
  readonly schedule?: ScheduledRun;
  /**
   * Who caused the change, if it isn't the caller: the request that asked for what a scheduled job does, or the account that
   * the caller has just signed in to. The events and the audit entry name it.
   */
  readonly onBehalfOf?: Partial<Origin>;
  /** Set if the audit log has it although no event says so, whoever calls. */
  readonly isAudited?: true;
  /** Reads the new state in the same transaction. Must return plain data, because it is stored and sent. */
  readonly answer: (database: TenantDatabase) => Answer;
  /** Other commands that take effect in the same transaction, or none of them does. */
  readonly includes?: Included;
}

/** A decision without its types, as the write pipeline handles it. */
export interface Plan {
  readonly events: readonly NewEvent[];
  readonly writeState?: (database: TenantDatabase) => void;
  readonly storedBytes?: number;
  readonly schedule?: ScheduledRun;
  readonly onBehalfOf?: Partial<Origin>;
  /** Set if the audit log has it although no event says so, whoever calls. */
  readonly isAudited?: true;
  readonly answer: (database: TenantDatabase) => unknown;
  readonly includes?: Included;
}

/**
 * Commands that take effect along with a decision, one after the other, each on what the one before it has left. Their followers
 * see all of it at once. If one is refused, nothing of it has happened. Who may do it was checked by the decision.
 */
export interface Included {
  readonly commands: readonly { readonly command: Command; readonly input: unknown }[];
  /** What the caller is told if the command at an index is refused. */
  readonly refusal: (index: number, refused: Refusal) => Refusal;
  /** For a scheduled job, which tells nobody: the command that runs instead, and records why. */
  readonly otherwise?: (refused: Refusal) => { readonly command: Command; readonly input: unknown };
}

/** Who asked for a change, and what it belongs to. */
export interface Origin {
  readonly actor: Actor;
  readonly correlationId: string;
}

/** A scheduled job by its command's name, and when it is due (milliseconds since 1970). */
export interface ScheduledRun {
  readonly job: string;
  readonly at: number;
}

/** What `If-Match` refers to: an aggregate, or the version of something that isn't an aggregate. */
export type Guarded =
  | {
      readonly type: string;
      readonly id: string;
      /** The aggregate exists even without events. Its version is 0 until the first one. */
      readonly implicit?: true;
    }
  | { readonly version: number };

/** An aggregate that an operation is about. */
export interface Target {
  readonly type: string;
  readonly id: string;
}

interface CommandSpec<Input, Loaded, Answer> extends OperationSpec<Input, Answer> {
  /** Whether a suspended tenant admits it. Only the command that ends the suspension needs this. */
  readonly whileSuspended?: boolean;
  /** The resource whose version `If-Match` refers to, or null if it doesn't exist. */
  readonly guards?: (input: Input, database: TenantDatabase, context: Context) => Guarded | null;
  /**
   * The aggregate that it changes or shows; the audit log names it. A caller whose grant has conditions that it does not meet is told that there is
   * none. What is changed must meet them before and after, whatever this says.
   */
  readonly target?: (input: Input, database: TenantDatabase, context: Context) => Target | null;
  /**
   * Tokens that the command takes before it loads anything. If one isn't there, it is refused with 429. They stay taken
   * if the command is refused for another reason; `returnToken` gives one back. A repeated request takes none.
   */
  readonly tokens?: (input: Input, database: TenantDatabase, context: Context) => readonly TokenRequest[];
  readonly load: (database: TenantDatabase, input: Input, context: Context) => Loaded;
  readonly decide: (loaded: Loaded, input: Input, context: Context) => Result<Decision<NoInfer<Answer>>>;
}

/** A state change: its access, its input, what it loads and what it decides. */
export interface Command<Input = unknown, Answer = unknown> extends Operation<Input, Answer> {
  readonly kind: "command";
  readonly whileSuspended: boolean;
  guards(database: TenantDatabase, input: unknown, context: Context): Guarded | null;
  /** The aggregate that it is about, for grants with conditions. Null if there is none. */
  target(database: TenantDatabase, input: unknown, context: Context): Target | null;
  tokens(database: TenantDatabase, input: unknown, context: Context): readonly TokenRequest[];
  /** Loads, then decides. Writes nothing. `input` has been parsed by the command's own schema. */
  plan(database: TenantDatabase, input: unknown, context: Context): Result<Plan>;
}

/** Declares a command. */
export function defineCommand<Input, Loaded, Answer>(
  spec: CommandSpec<Input, Loaded, Answer>,
): Command<Input, Answer> {
  return {
    kind: "command",
    ...operationOf(spec, oneCall),
    isLimited: spec.isLimited ?? spec.target !== undefined,
    whileSuspended: spec.whileSuspended ?? false,
    target: (database, input, context) => spec.target?.(input as Input, database, context) ?? null,
    // `admit` has just parsed the input with `spec.input`.
    guards: (database, input, context) => spec.guards?.(input as Input, database, context) ?? null,
    tokens: (database, input, context) => spec.tokens?.(input as Input, database, context) ?? [],
    plan(database, input, context) {
      const parsed = input as Input;
      return spec.decide(spec.load(database, parsed, context), parsed, context);
    },
  };
}
