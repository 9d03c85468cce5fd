import { runOps } from "../../support/terminal/ops.ts";

/** An answer of the platform: a body of JSON, or a problem. */
export type Answers = Readonly<Record<string, unknown>>;

export const tenant = {
  id: "ten_01M8NHN4JM5F5K0HYWVWP9CCMM",
  slug: "demo",
  status: "active",
  domains: [],
  region: null,
  createdAt: "2026-11-30T06:18:11.412Z",
  version: 2,
  deleteAt: null,
  name: "Alder & Ash",
  defaultCurrency: "EUR",
  currencies: ["EUR", "USD"],
  defaultLocale: "en",
  locales: ["en", "de"],
  modules: [],
};

export const subscription = {
  name: "read-model",
  follows: "events",
  epoch: 1,
  position: 387,
  acknowledged: 387,
  head: 387,
  lagEvents: 0,
  lagSeconds: 0,
  state: "live",
  health: "ok",
  attempts: 0,
  nextAttemptAt: null,
  error: null,
  parked: null,
  openTasks: 0,
  skipped: 0,
  deadLetters: 0,
  tenantId: tenant.id,
  errorCode: null,
};

export const letter = {
  id: "dlq_1",
  tenantId: tenant.id,
  subscription: "read-model",
  epoch: 1,
  seq: 12,
  type: "catalog.product.created",
  version: 1,
  aggregate: { type: "product", id: "prod_1", version: 1 },
  correlationId: "01M8",
  occurredAt: "2026-11-30T06:00:00.000Z",
  attempts: 5,
  error: "CHECK constraint failed",
  errorCode: "read-model-rejected",
  failedAt: "2026-11-30T06:10:00.000Z",
  status: "open",
  settledAt: null,
  reason: null,
};

export const rebuild = {
  id: "rbd_01M8NHNPYKQYMR6YFKCQHGVBPC",
  kind: "rebuild",
  subscription: "read-model",
  view: "products",
  fromSeq: null,
  reason: "requested",
  status: "running",
  epoch: 1,
  head: 387,
  aggregates: 0,
  requestedAt: "2026-11-30T06:20:00.000Z",
  settledAt: null,
};

export const page = (...items: readonly unknown[]) => ({ items, nextCursor: null, totalCount: items.length });

export const notFound = {
  title: "Not found",
  status: 404,
  detail: "There is no such order.",
  code: "not-found",
  traceId: "a3f34190ce02dfa0c85696487b151b59",
};

const healthy: Answers = {
  "GET /health/ready": { status: "ok", checks: { readModel: true, writer: true, deliveries: true } },
  "GET /v1/ops/subscriptions": page(subscription),
  "GET /v1/ops/dead-letters": page(),
  "GET /v1/platform/tenants": page(tenant),
};

/** The time at which commands run. */
export const now = Date.parse("2026-11-30T06:30:00.000Z");

type More = Parameters<typeof runOps>[1];

/**
 * Runs a command against a platform that is well, but for the answers given. A function is called for each request; an object with a
 * `status` from 400 is a problem.
 */
export async function runAt(answers: Answers, args: readonly string[], more: More = {}) {
  const asked: { readonly path: string; readonly tenant: string | null; readonly body: unknown }[] = [];
  const known: Answers = { ...healthy, ...answers };
  const answer: typeof fetch = async (input, init) => {
    const url = new URL(String(input));
    const name = `${init?.method} ${url.pathname}`;
    const headers = new Headers(init?.headers);
    const body: unknown = typeof init?.body === "string" ? JSON.parse(init.body) : undefined;
    asked.push({ path: `${name}${url.search}`, tenant: headers.get("X-Tenant"), body });
    const found = known[name] ?? notFound;
    const value: unknown = typeof found === "function" ? found(url) : found;
    if (typeof value === "string") return new Response(value);
    const status = Number(Object(value).status);
    return Response.json(value, {
      status: status >= 400 ? status : name === "GET /health/ready" && !isOk(value) ? 503 : 200,
    });
  };
  const env = { PLATFORM_TOKEN: "secret" };
  return { ...(await runOps(args, { env, fetch: answer, now, ...more })), asked };
}

function isOk(value: unknown): boolean {
  return Object(value).status !== "unavailable";
}
