import type { Registry } from "../../kernel/registry.ts";

/** The parts that log errors, besides scheduled jobs. */
const places = [
  "RATE_LIMITS",
  "authenticate",
  "catch-up",
  "colo-limit",
  "count-refusals",
  "dead-letter",
  "directory",
  "expire",
  "lost-read-model",
  "mail",
  "metrics",
  "projection",
  "queue",
  "reactions",
  "read-gate",
  "readiness",
  "rebuild",
  "relay",
  "request",
  "restore",
  "stream",
  "trim",
  "trim-audit-log",
  "wake",
];

/** Everything that can be the `at` of an error's line. */
export function errorPlaces(registry: Registry): readonly string[] {
  return [...places, ...registry.scheduledJobNames];
}
