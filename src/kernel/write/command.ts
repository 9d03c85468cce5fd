import type { Actor } from "../access/actor.ts";
import type { Grants, Roles } from "../access/permission.ts";
import { type Operation, type OperationSpec, operationOf } from "../operation/operation.ts";
import type { TenantDatabase } from "../storage/storage.ts";
import type { Id, IdKind } from "../values/id.ts";
import type { Result } from "../values/result.ts";
import type { NewEvent } from "./event.ts";

/** What a decision may know besides its input and what was loaded. */
export interface Context {
  readonly tenantId: Id<"tenant"> | "platform";
  readonly actor: Actor;
  readonly grants: Grants;
  /** What each role may do, for those who give a role to someone. */
  readonly roles: Roles;
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly newId: <Name extends string>(kind: IdKind<Name>) => Id<Name>;
  /** 160 random bits as text: whoever knows them may use what they name. Never logged. */
  readonly newBearerToken: () => string;
  /** The platform's modules and how they hang together. */
  readonly modules: readonly ModuleFacts[];
}

/** What a decision may know of a module: its name and what it depends on. */
export interface ModuleFacts {
  readonly name: string;
  readonly requires: readonly string[];
  /** Whether a tenant may turn it off. */
  readonly optional: boolean;
  /** The reactions it has, by name, and the event types they consume; null for all. */
  readonly reactions?: readonly { readonly name: string; readonly consumes: readonly string[] | null }[];
}

/** What a command decided: its events, and how to word the answer once they are applied. */
export interface Decision<Answer> {
  readonly events: readonly NewEvent[];
  /** Writes working state (what nobody else needs to hear of, such as an open cart) in the same transaction. */
  readonly writeState?: (database: TenantDatabase) => void;
  /** Wakes one of the module's chores no later than that. */
  readonly schedule?: ScheduledRun;
  /** Reads the new state in the same transaction. Plain data: it is stored and sent. */
  readonly answer: (database: TenantDatabase) => Answer;
}

/** A decision with its types rubbed off, as the seven steps handle it. */
export interface Plan {
  readonly events: readonly NewEvent[];
  readonly writeState?: (database: TenantDatabase) => void;
  readonly schedule?: ScheduledRun;
  readonly answer: (database: TenantDatabase) => unknown;
}

/** A chore by its command's name, and when it is due (milliseconds since 1970). */
export interface ScheduledRun {
  readonly job: string;
  readonly at: number;
}

/** What `If-Match` speaks of: an aggregate by its name, or the version of something that is none. */
export type Guarded =
  | {
      readonly type: string;
      readonly id: string;
      /** It is there even if nothing was ever told of it; its version is 0 until then. */
      readonly implicit?: true;
    }
  | { readonly version: number };

interface CommandSpec<Input, Loaded, Answer> extends OperationSpec<Input, Answer> {
  /** The only command that a suspended tenant admits is the one that ends the suspension. */
  readonly whileSuspended?: boolean;
  /** The thing whose version `If-Match` speaks of; null where it is not there. */
  readonly guards?: (input: Input, database: TenantDatabase, context: Context) => Guarded | null;
  readonly load: (database: TenantDatabase, input: Input, context: Context) => Loaded;
  readonly decide: (loaded: Loaded, input: Input, context: Context) => Result<Decision<NoInfer<Answer>>>;
}

/** A way to change state: who may, what it takes, what it needs to know, what follows. */
export interface Command<Input = unknown, Answer = unknown> extends Operation<Input, Answer> {
  readonly kind: "command";
  readonly whileSuspended: boolean;
  guards(database: TenantDatabase, input: unknown, context: Context): Guarded | null;
  /** Loads, then decides; nothing is written. `input` has been parsed by the command's own schema. */
  plan(database: TenantDatabase, input: unknown, context: Context): Result<Plan>;
}

/** Declares a command. */
export function defineCommand<Input, Loaded, Answer>(
  spec: CommandSpec<Input, Loaded, Answer>,
): Command<Input, Answer> {
  return {
    kind: "command",
    ...operationOf(spec),
    whileSuspended: spec.whileSuspended ?? false,
    // `admit` parsed the input with `spec.input` just before.
    guards: (database, input, context) => spec.guards?.(input as Input, database, context) ?? null,
    plan(database, input, context) {
      const parsed = input as Input;
      return spec.decide(spec.load(database, parsed, context), parsed, context);
    },
  };
}
