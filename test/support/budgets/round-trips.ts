import { expect } from "vitest";
import type { Route } from "../../../src/kernel/api/route.ts";
import { exceeds, type RoundTrips } from "../../../src/kernel/operation/budget.ts";

/** An answer, and what had been sent for it. */
interface Answered {
  readonly status: number;
  readonly headers: Headers;
  readonly sent?: Readonly<Record<string, string>> | undefined;
}

/**
 * What a request takes besides its operation. Three names of the tenant to resolve, a key to verify, and an answer to keep
 * under an Idempotency-Key: begun and finished. A storefront read asks a read gate, perhaps twice, and what has changed.
 */
export const edgeBudget: RoundTrips = { d1: 0, objects: 6 };

/** Fails the test if a route's operation, or the edge in front of it, took more round trips than its budget allows. */
export function checkBudget(route: Route | undefined, { status, headers, sent = {} }: Answered): void {
  const trips = roundTripsOf(headers);
  // What failed in between was repeated.
  if (route === undefined || trips === null || status >= 500) return;
  const { operation } = route;
  if (exceeds(trips.operation, operation.budget))
    expect.fail(
      `${operation.name} took ${told(trips.operation)}. Its budget is ${told(operation.budget)}: take fewer, or declare them where it is defined`,
    );
  if (followsLog(route, sent)) return;
  if (exceeds(trips.edge, edgeBudget))
    expect.fail(`${operation.name} took ${told(trips.edge)} at the edge, which has ${told(edgeBudget)}`);
}

/** The round trips of a response: the operation's own, and the others. Null if it does not say. */
export function roundTripsOf(headers: Headers): Record<"operation" | "edge", RoundTrips> | null {
  const timing = headers.get("Server-Timing");
  if (timing === null) return null;
  const value = (name: string) => Number(new RegExp(`(?:^|, )${name};desc="(\\d+)"`).exec(timing)?.[1] ?? 0);
  const operation = { d1: value("operation-d1"), objects: value("operation-objects") };
  return {
    operation,
    edge: { d1: value("d1") - operation.d1, objects: value("objects") - operation.objects },
  };
}

/** The work of following a log depends on how far behind a subscription is. */
function followsLog({ operation }: Route, sent: Readonly<Record<string, string>>): boolean {
  const asks = Object.keys(sent).some((name) => name.toLowerCase() === "consistency-token");
  return asks || (operation.kind === "workflow" && operation.ports.length > 0);
}

function told({ d1, objects }: RoundTrips): string {
  return `${d1} of D1 and ${objects} of objects`;
}
