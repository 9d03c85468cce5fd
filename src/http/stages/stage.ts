import type { Route } from "../../kernel/api/route.ts";
import type { Result } from "../../kernel/values/result.ts";
import type { Scope } from "../scope.ts";

/** What is known of a request when the router has found its route. */
export interface Matched {
  readonly scope: Scope;
  readonly route: Route;
  /** The name of the route's module. */
  readonly module: string;
}

/** A response that is complete: all headers are set, and it is counted instead of logged. */
export interface Hit {
  readonly hit: Response;
}

/** What a stage decides: it adds what it has found out, refuses the request, or answers it. */
export type Outcome<Adds> = Result<Adds> | Response | Hit;

/**
 * One check or step that a request goes through before it is answered. A stage states which facts of earlier stages
 * it needs, and which it adds for later ones.
 */
export interface Stage<Needs extends Matched = Matched, Adds extends object = object> {
  readonly name: string;
  /** What the stage can answer by itself, for the documentation. */
  readonly refuses: readonly number[];
  readonly run: (known: Needs) => Outcome<Adds> | Promise<Outcome<Adds>>;
}

/** A stage in a list, where the pipeline has checked its needs. */
export interface AnyStage extends Pick<Stage, "name" | "refuses"> {
  readonly run: (known: never) => Outcome<object> | Promise<Outcome<object>>;
}

/** A list of stages. Adding one that needs what no earlier stage adds does not compile. */
export interface Pipeline<Known extends Matched> {
  readonly stages: readonly AnyStage[];
  stage<Adds extends object>(stage: Stage<Known, Adds>): Pipeline<Known & Adds>;
}

/** Begins a list of stages. */
export function pipeline<Known extends Matched = Matched>(stages: readonly AnyStage[] = []): Pipeline<Known> {
  return { stages, stage: (stage) => pipeline([...stages, stage]) };
}
