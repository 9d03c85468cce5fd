import type { ZodType } from "zod";
import type { TenantDatabase } from "../storage/storage.ts";
import type { Command, Releasable, ReleaseAction, ReleaseStep } from "./command.ts";

interface ReleasableSpec<State extends { readonly id: string }> {
  readonly type: string;
  readonly find: (database: TenantDatabase, id: string) => State | undefined;
  readonly actions: Readonly<Record<string, ReleasableAction<State>>>;
}

/** An action of things with a state. Made by `moving` and `changing`. */
interface ReleasableAction<State> extends Omit<ReleaseAction, "undo"> {
  undo(before: State, data: unknown): ReleaseStep | null;
}

/** Declares what releases can do with a kind of thing. */
export function defineReleasable<State extends { readonly id: string }>(
  spec: ReleasableSpec<State>,
): Releasable {
  const actions = Object.entries(spec.actions).map(([name, action]): [string, ReleaseAction] => [
    name,
    // What is taken back is what `find` has found.
    { ...action, undo: (before, data) => action.undo(before as State, data) },
  ]);
  return { ...spec, actions: Object.fromEntries(actions) };
}

/** An action without data, and the one that takes it back. */
export function moving(
  command: Command<{ id: string }>,
  undo: string,
): ReleasableAction<{ readonly id: string }> {
  return { command, data: null, input: (id) => ({ id }), undo: () => ({ action: undo }) };
}

/** An action that changes fields. It is taken back by setting them to what they were. */
export function changing<State extends { readonly id: string }, Patch extends object>(
  command: Command,
  action: string,
  data: ZodType<Patch>,
  before: (state: State, patch: Patch) => object,
): ReleasableAction<State> {
  return {
    command,
    data,
    input: (id, patch) => ({ id, patch }),
    // The data has been parsed by its schema.
    undo: (state, patch) => ({ action, data: before(state, patch as Patch) }),
  };
}
