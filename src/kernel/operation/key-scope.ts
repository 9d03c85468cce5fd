import { type Actor, isAnonymous } from "../access/actor.ts";

/** What an `Idempotency-Key` is distinguished by: requests that differ in one of these have nothing to do with each other. */
export interface KeyScope {
  readonly actor: Actor;
  readonly tenantId: string;
  readonly operation: string;
  /** The path parameters. */
  readonly target: unknown;
  readonly step: string;
  readonly key: string;
}

/** The scope of a key, as the value that is signed. */
export function scopeOf({ actor, tenantId, operation, target, step, key }: KeyScope): readonly unknown[] {
  const who = isAnonymous(actor) ? "anonymous" : `${actor.kind}:${actor.id}`;
  return [who, tenantId, operation, target, step, key];
}
