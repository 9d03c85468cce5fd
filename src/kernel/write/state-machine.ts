import { type Refusal, refusalAt } from "../api/problem.ts";

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

/** A thing in one of the states that lead to another. */
export type Before<
  Thing extends { readonly status: string },
  Table extends Transitions<Thing["status"]>,
  To extends Thing["status"],
> = Thing & { readonly status: StateBefore<Table, To> };

/** Whether a thing of unknown state can move to another. */
export function leadsTo<
  Thing extends { readonly status: string },
  Table extends Transitions<Thing["status"]>,
  To extends Thing["status"],
>(transitions: Table, thing: Thing, to: To): thing is Before<Thing, Table, To> {
  const { status }: { readonly status: Thing["status"] } = thing;
  return transitions[status].includes(to);
}
