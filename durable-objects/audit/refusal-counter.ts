import type { Actor } from "../../src/kernel/access/actor.ts";
import type { RefusalCount } from "../../src/kernel/delivery/audit.ts";
import { mostCountedNames } from "./refusal-limits.ts";

/** A refused attempt. */
export interface RefusedAttempt {
  readonly actor: Actor;
  readonly action: string;
  readonly code: string;
  readonly correlationId: string;
  readonly address?: string | undefined;
  readonly traceparent?: string | undefined;
}

/** Counts refusals of one bucket, in bounded memory. */
export interface RefusalCounter {
  readonly since: number;
  readonly correlationId: string;
  add(attempt: RefusedAttempt): void;
  count(): RefusalCount;
}

export function createRefusalCounter(since: number, correlationId: string): RefusalCounter {
  const tallies = { codes: createTally(), operations: createTally(), addresses: createTally() };
  let refusals = 0;
  return {
    since,
    correlationId,
    add({ action, code, address }) {
      refusals += 1;
      tallies.codes.add(code);
      tallies.operations.add(action);
      tallies.addresses.add(address ?? "unknown");
    },
    count: () => ({
      refusals,
      since: new Date(since).toISOString(),
      codes: tallies.codes.read(),
      operations: tallies.operations.read(),
      addresses: tallies.addresses.read(),
    }),
  };
}

const rest = "other";

function createTally() {
  const countByName = new Map<string, number>();
  return {
    add(name: string): void {
      const known = countByName.has(name) || countByName.size < mostCountedNames;
      const counted = known ? name : rest;
      countByName.set(counted, (countByName.get(counted) ?? 0) + 1);
    },
    read: (): Readonly<Record<string, number>> => Object.fromEntries(countByName),
  };
}
