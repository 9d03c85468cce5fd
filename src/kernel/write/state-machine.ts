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

/** What a refusal calls a thing, and the action that leads from one of its states to another. */
export interface Wording<State extends string> {
  readonly noun: string;
  readonly actionOf: (from: State, to: State) => string | undefined;
}

/**
 * Returns the thing if it can change to a state, else refuses with `invalid-transition`. The detail names the actions that
 * are possible instead.
 */
export function before<
  Thing extends { readonly status: string },
  Table extends Transitions<Thing["status"]>,
  To extends Thing["status"],
>(
  transitions: Table,
  thing: Thing,
  to: To,
  wording: Wording<Thing["status"]>,
): Result<Before<Thing, Table, To>> {
  if (leadsTo(transitions, thing, to)) return ok(thing);
  const { status }: { readonly status: Thing["status"] } = thing;
  const first = firstStep(transitions, status, to, wording);
  const state =
    status === to
      ? `The ${wording.noun} is ${to} already.`
      : `The ${wording.noun} is ${status} and cannot become ${to}${first === undefined ? "." : `: \`${first}\` it first.`}`;
  return refused(
    refusalAt("invalid-transition", "/status", `${state} ${nextSteps(transitions, status, wording)}`),
  );
}

/** A sentence about the actions that change a state. */
export function nextSteps<State extends string>(
  transitions: Transitions<State>,
  from: State,
  { actionOf }: Wording<State>,
): string {
  const actions = transitions[from].flatMap((to) => actionOf(from, to) ?? []);
  if (actions.length === 0) return "Its status is final.";
  return `Its status changes with ${actions.map((action) => `\`${action}\``).join(" or ")}.`;
}

/** The first action on the shortest way from one state to another. Undefined if there is none. */
function firstStep<State extends string>(
  transitions: Transitions<State>,
  from: State,
  to: State,
  { actionOf }: Wording<State>,
): string | undefined {
  let ways = transitions[from].map((next) => ({ at: next, first: next }));
  const seen = new Set<State>([from]);
  while (ways.length > 0) {
    const found = ways.find(({ at }) => at === to);
    if (found !== undefined) return actionOf(from, found.first);
    for (const { at } of ways) seen.add(at);
    ways = ways.flatMap(({ at, first }) =>
      transitions[at].filter((next) => !seen.has(next)).map((next) => ({ at: next, first })),
    );
  }
  return undefined;
}
