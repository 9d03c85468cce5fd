import type { ZodType } from "zod";
import type { TenantDatabase } from "../storage/storage.ts";
import { equal } from "../values/patch.ts";
import type { Command, Releasable, ReleaseAction, ReleaseStep } from "./command.ts";

interface Identified {
  readonly id: string;
}

/** An action on things with a state. Made by `moving`, `setting` and `changing`. */
interface ReleasableAction<State> extends Omit<ReleaseAction, "undo"> {
  undo(before: State, data: unknown): ReleaseStep | null;
}

/** Declares what releases can do with a kind of thing. */
export function defineReleasable<State extends Identified>(spec: {
  readonly type: string;
  readonly find: (database: TenantDatabase, id: string) => State | undefined;
  readonly actions: Readonly<Record<string, ReleasableAction<State>>>;
}): Releasable {
  const actions = Object.entries(spec.actions).map(([name, action]): [string, ReleaseAction] => [
    name,
    // What is taken back is what `find` has found.
    { ...action, undo: (before, data) => action.undo(before as State, data) },
  ]);
  return { ...spec, actions: Object.fromEntries(actions) };
}

/** An action without data, and the one that takes it back. */
export function moving(command: Command<Identified>, undo: string): ReleasableAction<Identified> {
  return { command, data: null, input: (id) => ({ id }), undo: () => ({ action: undo }) };
}

/** An action that sets fields to these values. `update` sets them to what they were. */
export function setting<State extends Identified, Patch extends object>(
  command: Command<{ id: string; patch: Patch }>,
  patch: NoInfer<Patch>,
): ReleasableAction<State> {
  return {
    command,
    data: null,
    input: (id) => ({ id, patch }),
    undo: (before) => stepTo(valuesBefore(before, patch)),
  };
}

/** The action `update`: sets the fields of a patch. It is taken back by setting them to what they were. */
export function changing<State extends Identified, Patch extends object>(
  command: Command<{ id: string; patch: Patch }>,
  patch: ZodType<Patch>,
  /** The fields of a state as a patch takes them. */
  sendable: (fields: Partial<State>) => object = (fields) => fields,
): ReleasableAction<State> {
  return {
    command,
    data: patch,
    input: (id, data) => ({ id, patch: data }),
    // The data has been parsed by the schema of the patch.
    undo: (before, data) => stepTo(sendable(valuesBefore(before, data as Patch))),
  };
}

function stepTo(data: object): ReleaseStep | null {
  return Object.keys(data).length === 0 ? null : { action: "update", data };
}

/** The fields that a patch changes, as they are before it. */
function valuesBefore<State extends object>(before: State, patch: object): Partial<State> {
  const sent = new Map(Object.entries(patch));
  const fields = Object.entries(before).filter(
    ([name, value]) => sent.has(name) && !equal(value, sent.get(name)),
  );
  // Some of the state's own fields.
  return Object.fromEntries(fields) as Partial<State>;
}
