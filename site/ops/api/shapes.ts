/** The fields of `/health/ready` that the page shows. */
export interface Readiness {
  readonly status: "ok" | "degraded" | "unavailable";
  readonly reasons: readonly string[];
  readonly checks: Readonly<Record<string, boolean>>;
  readonly modules: Readonly<Record<string, string>>;
}

/** The fields of a subscription that the page shows. */
export interface Subscription {
  readonly tenantId: string;
  readonly name: string;
  readonly state: string;
  readonly health: string;
  readonly lagEvents: number;
  readonly lagSeconds: number;
  readonly deadLetters: number | null;
  readonly error: string | null;
}

/** The fields of a dead letter that the page shows. */
export interface DeadLetter {
  readonly id: string;
  readonly tenantId: string;
  readonly subscription: string;
  readonly type: string;
  readonly attempts: number;
  readonly error: string;
  readonly failedAt: string;
}

/** The fields of a rebuild that the page shows. */
export interface Rebuild {
  readonly id: string;
  readonly view: string | null;
  readonly status: string;
  readonly aggregates: number;
}

/** A page of a list. */
export interface ListPage<Item> {
  readonly items: readonly Item[];
  readonly nextCursor: string | null;
}

/** Whether an answer is one of `/health/ready`. A proxy could answer in its place. */
export function isReadiness(body: unknown): body is Readiness {
  const { status, reasons, checks, modules } = Object(body);
  return (
    ["ok", "degraded", "unavailable"].includes(status) &&
    Array.isArray(reasons) &&
    checks === Object(checks) &&
    modules === Object(modules)
  );
}
