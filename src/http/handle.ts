import { problemResponse } from "./response/problem-json.ts";
import type { Authenticated } from "./stages/authenticate.ts";
import type { AnyStage, Hit, Matched } from "./stages/stage.ts";
import type { Located } from "./stages/tenant.ts";

/** The outcome of a request, for the log. */
export interface Handled {
  readonly response: Response;
  /** Whether all headers are set, and nothing is to be logged. */
  readonly isComplete: boolean;
  readonly tenantId: string | null;
  readonly actor: string;
  /** The name of the route's operation. */
  readonly operation: string | null;
}

/** Takes a request through the stages until one refuses or answers it. */
export async function handleRoute(matched: Matched, stages: readonly AnyStage[]): Promise<Handled> {
  const known: Matched & Partial<Authenticated & Located> = { ...matched };
  const outcome = await firstOutcome(known, stages);
  const isComplete = "hit" in outcome;
  return {
    response: isComplete ? outcome.hit : outcome,
    isComplete,
    tenantId: known.tenant?.id ?? null,
    actor: known.caller?.actor.kind ?? "unknown",
    operation: matched.route.operation.name,
  };
}

async function firstOutcome(known: Matched, stages: readonly AnyStage[]): Promise<Response | Hit> {
  for (const stage of stages) {
    // The pipeline has checked that earlier stages add what this one needs.
    const running = stage.run(known as never);
    // Waiting for what is there already costs a turn.
    const outcome = running instanceof Promise ? await running : running;
    if (outcome instanceof Response || "hit" in outcome) return outcome;
    if (!outcome.ok) return problemResponse(known.scope, outcome.refusal);
    Object.assign(known, outcome.value);
  }
  throw new Error("no stage answered the request");
}
