import { type Refusal, refusalAt } from "./problem.ts";

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
