import { problemResponse } from "./response/problem-json.ts";
import type { Authenticated } from "./stages/authenticate.ts";
import type { AnyStage, Matched } from "./stages/stage.ts";
import type { Located } from "./stages/tenant.ts";

/** The outcome of a request, for the log. */
export interface Handled {
  readonly response: Response;
  readonly tenantId: string | null;
  readonly actor: string;
}

/** Takes a request through the stages until one refuses or answers it. */
export async function handleRoute(matched: Matched, stages: readonly AnyStage[]): Promise<Handled> {
  const known: Matched & Partial<Authenticated & Located> = { ...matched };
  const response = await firstResponse(known, stages);
  return {
    response,
    tenantId: known.tenant?.id ?? null,
    actor: known.caller?.actor.kind ?? "unknown",
  };
}

async function firstResponse(known: Matched, stages: readonly AnyStage[]): Promise<Response> {
  for (const stage of stages) {
    // The pipeline has checked that earlier stages add what this one needs.
    const outcome = await stage.run(known as never);
    if (outcome instanceof Response) return outcome;
    if (!outcome.ok) return problemResponse(known.scope, outcome.refusal);
    Object.assign(known, outcome.value);
  }
  throw new Error("no stage answered the request");
}
