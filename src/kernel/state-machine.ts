import { type Refusal, refusalAt } from "./problem.ts";
import { ok, type Result, refused } from "./result.ts";

/** Which states each state leads to. */
export type Transitions<State extends string> = { readonly [From in State]: readonly State[] };

/** The refusal for a move that the table does not have, null where it has it. */
export function illegalMove<State extends string>(
  transitions: Transitions<State>,
  from: State,
  to: State,
  what: string,
): Refusal | null {
  if (transitions[from].includes(to)) return null;
  return refusalAt("invalid-transition", "/status", `A ${what} that is ${from} cannot become ${to}.`);
}

/** The pairs of states that a table joins. A pair that it does not join does not compile. */
export type Move<Table extends Transitions<string>> = {
  [From in keyof Table & string]: { readonly from: From; readonly to: Table[From][number] };
}[keyof Table & string];

/** The states that lead to one. */
export type StateBefore<Table extends Transitions<string>, To extends string> = {
  [From in keyof Table & string]: To extends Table[From][number] ? From : never;
}[keyof Table & string];

/** A thing that is known to be in one of some states. */
export type In<Thing extends { readonly status: string }, Status extends Thing["status"]> = Thing & {
  readonly status: Status;
};

/** Looks whether a thing of unknown state can move to another; refused as `invalid-transition` where it cannot. */
export function canBecome<
  Thing extends { readonly status: string },
  Table extends Transitions<Thing["status"]>,
  To extends Thing["status"],
>(
  transitions: Table,
  thing: Thing,
  to: To,
  what: string,
): Result<In<Thing, Extract<StateBefore<Table, To>, Thing["status"]>>> {
  const illegal = illegalMove<Thing["status"]>(transitions, thing.status, to, what);
  // The table itself has just said that the thing's state is one of those.
  return illegal === null
    ? ok(thing as In<Thing, Extract<StateBefore<Table, To>, Thing["status"]>>)
    : refused(illegal);
}
