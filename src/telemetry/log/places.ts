/** The parts of the platform that log failures of their own. */
export const places = [
  "RATE_LIMITS",
  "authenticate",
  "cache-changes",
  "cache-fill",
  "cache-put",
  "cache-refresh",
  "catch-up",
  "colo-limit",
  "directory",
  "log",
  "lost-read-model",
  "mail",
  "reaction-log",
  "metrics",
  "projection",
  "queue",
  "read-gate",
  "readiness",
  "restore",
  "stream",
  "trace-export",
] as const;

/** A part of the platform, as the `at` of an error's line. */
export type Place = (typeof places)[number];

/** What else fails in a tenant's object: its own jobs, and what it does when it wakes. Modules add their scheduled jobs. */
export const objectJobs = [
  "count-refusals",
  "expire",
  "reactions",
  "rebuild",
  "relay",
  "trim",
  "trim-audit-log",
  "verify",
  "wake",
] as const;
