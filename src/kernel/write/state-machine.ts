import { refusalAt } from "../api/problem.ts";
import { ok, type Result, refused } from "../values/result.ts";

/** The states each state can change to. */
export type Transitions<State extends string> = { readonly [From in State]: readonly State[] };

/** A transition in a table. Transitions that aren't in the table don't compile. */
export type Move<Table extends Transitions<string>> = {
  [From in keyof Table & string]: { readonly from: From; readonly to: Table[From][number] };
}[keyof Table & string];

/** The states that can change to a state. */
export type StateBefore<Table extends Transitions<string>, To extends string> = {
  [From in keyof Table & string]: To extends Table[From][number] ? From : never;
}[keyof Table & string];

/** A thing whose state can change to another. */
export type Before<
  Thing extends { readonly status: string },
  Table extends Transitions<Thing["status"]>,
  To extends Thing["status"],
> = Thing & { readonly status: StateBefore<Table, To> };

/** Whether a thing can change to a state. */
export function leadsTo<
  Thing extends { readonly status: string },
  Table extends Transitions<Thing["status"]>,
  To extends Thing["status"],
>(transitions: Table, thing: Thing, to: To): thing is Before<Thing, Table, To> {
  const { status }: { readonly status: Thing["status"] } = thing;
  return transitions[status].includes(to);
}

/**
 * Returns the thing if it can change to a state, else refuses with `invalid-transition`. `noun` names it in
 * the detail.
 */
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
