import { refusalAt } from "../api/problem.ts";
import { ok, type Result, refused } from "../values/result.ts";

/** The states that each state leads to. */
export type Transitions<State extends string> = { readonly [From in State]: readonly State[] };

/** A transition of a table. One that the table does not have does not compile. */
export type Move<Table extends Transitions<string>> = {
  [From in keyof Table & string]: { readonly from: From; readonly to: Table[From][number] };
}[keyof Table & string];

/** The states that lead to a state. */
export type StateBefore<Table extends Transitions<string>, To extends string> = {
  [From in keyof Table & string]: To extends Table[From][number] ? From : never;
}[keyof Table & string];

/** A thing in a state that leads to another. */
export type Before<
  Thing extends { readonly status: string },
  Table extends Transitions<Thing["status"]>,
  To extends Thing["status"],
> = Thing & { readonly status: StateBefore<Table, To> };

/** Whether a thing can go to a state. */
export function leadsTo<
  Thing extends { readonly status: string },
  Table extends Transitions<Thing["status"]>,
  To extends Thing["status"],
>(transitions: Table, thing: Thing, to: To): thing is Before<Thing, Table, To> {
  const { status }: { readonly status: Thing["status"] } = thing;
  return transitions[status].includes(to);
}

/** A thing that can go to a state; refused as `invalid-transition` if it cannot. `noun` names it in the detail. */
export function before<
  Thing extends { readonly status: string },
  Table extends Transitions<Thing["status"]>,
  To extends Thing["status"],
>(transitions: Table, thing: Thing, to: To, noun: string): Result<Before<Thing, Table, To>> {
  if (leadsTo(transitions, thing, to)) return ok(thing);
  const { status }: { readonly status: string } = thing;
  return refused(
    refusalAt("invalid-transition", "/status", `${noun} that is ${status} cannot become ${to}.`),
  );
}
