import { refusalAt } from "../api/problem.ts";
import { ok, type Result, refused } from "../values/result.ts";

/** Which states each state leads to. */
export type Transitions<State extends string> = { readonly [From in State]: readonly State[] };

/** The moves of a table. Any other pair of states does not compile. */
export type Move<Table extends Transitions<string>> = {
  [From in keyof Table & string]: { readonly from: From; readonly to: Table[From][number] };
}[keyof Table & string];

/** The states that lead to a state. */
export type StateBefore<Table extends Transitions<string>, To extends string> = {
  [From in keyof Table & string]: To extends Table[From][number] ? From : never;
}[keyof Table & string];

/** A thing in one of the states that lead to a state. */
export type Before<
  Thing extends { readonly status: string },
  Table extends Transitions<Thing["status"]>,
  To extends Thing["status"],
> = Thing & { readonly status: StateBefore<Table, To> };

/** Whether a thing can move to a state. */
export function leadsTo<
  Thing extends { readonly status: string },
  Table extends Transitions<Thing["status"]>,
  To extends Thing["status"],
>(transitions: Table, thing: Thing, to: To): thing is Before<Thing, Table, To> {
  const { status }: { readonly status: Thing["status"] } = thing;
  return transitions[status].includes(to);
}

/** A thing that is to move to a state; `invalid-transition` if it cannot. `name` is what the refusal calls it, such as "An order". */
export function beforeMove<
  Thing extends { readonly status: string },
  Table extends Transitions<Thing["status"]>,
  To extends Thing["status"],
>(transitions: Table, thing: Thing, to: To, name: string): Result<Before<Thing, Table, To>> {
  if (leadsTo(transitions, thing, to)) return ok(thing);
  const { status }: { readonly status: string } = thing;
  return refused(
    refusalAt("invalid-transition", "/status", `${name} that is ${status} cannot become ${to}.`),
  );
}
