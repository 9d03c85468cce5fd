import type { Random } from "../driver/random.ts";
import type { Fire, Heard, Shot } from "../driver/request.ts";
import type { Target } from "../town/target.ts";

/** One attack: a request, and what its answer must not be. */
export interface Attack {
  readonly kind: string;
  /** In a few words, for the report. */
  readonly what: string;
  readonly shot: Shot;
  /** Where in the body the malice is, as a JSON Pointer: a refusal must lead there. */
  readonly at?: string;
  /** What is wrong with the answer, beyond what is wrong with any. */
  readonly judge?: Judge;
}

export type Judge = (heard: Heard, fire: Fire) => readonly string[] | Promise<readonly string[]>;

/** Makes attacks of one kind. */
export interface Generator {
  readonly kind: string;
  /** How often it is chosen, in proportion to the others. */
  readonly weight: number;
  /** Null where the target does not have what is attacked. */
  readonly make: (target: Target, random: Random) => Attack | null;
}
