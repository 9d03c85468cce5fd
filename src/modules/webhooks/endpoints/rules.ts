import { type Refusal, refusal } from "../../../kernel/api/problem.ts";
import { equal, sentFields } from "../../../kernel/values/patch.ts";
import { ok, type Result, refused } from "../../../kernel/values/result.ts";
import type { NewEvent } from "../../../kernel/write/event.ts";
import { webhookLimits } from "../limits.ts";
import {
  endpointCreated,
  endpointDeleted,
  endpointPaused,
  endpointUpdated,
  secretRotated,
} from "./events.ts";
import type { Endpoint, EndpointInput, EndpointPatch, PausedBecause } from "./schema.ts";

/** How long deliveries are signed with the previous secret too. */
export const previousSecretMs = 24 * 60 * 60 * 1000;

export const noSuchEndpoint: Refusal = refusal("not-found", "There is no such webhook endpoint.");

export function decideEndpoint(
  id: string,
  { url, events, description = null, status = "active" }: EndpointInput,
  count: number,
): Result<readonly NewEvent[]> {
  const most = webhookLimits.endpoints.value;
  if (count >= most) return refused(refusal("too-large", `A tenant has at most ${most} webhook endpoints.`));
  return ok([endpointCreated.of(id, { url, events, description, status })]);
}

/** Emits no event if nothing differs. */
export function decideEndpointChange(endpoint: Endpoint, patch: EndpointPatch): readonly NewEvent[] {
  const changed = Object.fromEntries(
    Object.entries(sentFields(patch)).filter(
      ([field, value]) => !equal(value, endpoint[field as keyof EndpointPatch]),
    ),
  );
  return Object.keys(changed).length === 0 ? [] : [endpointUpdated.of(endpoint.id, changed)];
}

/** The platform pauses an endpoint. One that is paused already stays as it is. */
export function decidePause(
  endpoint: Endpoint | undefined,
  because: Exclude<PausedBecause, "staff">,
): readonly NewEvent[] {
  return endpoint?.status !== "active" ? [] : [endpointPaused.of(endpoint.id, { because })];
}

export function decideRotation({ id }: Endpoint, now: number): readonly NewEvent[] {
  return [secretRotated.of(id, { previousExpiresAt: new Date(now + previousSecretMs).toISOString() })];
}

export function decideDeletion({ id }: Endpoint): readonly NewEvent[] {
  return [endpointDeleted.of(id, {})];
}
