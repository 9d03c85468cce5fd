import type { Answer } from "./answer.ts";
import {
  type DeadLetter,
  isReadiness,
  type ListPage,
  type Readiness,
  type Rebuild,
  type Subscription,
} from "./shapes.ts";

/** A change: of which tenant, and under which key it happens once. */
export interface Change {
  /** Null if the credential names the tenant. */
  readonly tenantId: string | null;
  readonly idempotencyKey: string;
}

/** The public API as the page uses it. */
export type Client = ReturnType<typeof createClient>;

const patienceMs = 15_000;

/** Opens the API with a credential. It is sent in a header only. */
export function createClient(credential: string, fetcher: typeof fetch = fetch) {
  const send = (path: string, init: RequestInit = {}) =>
    request(fetcher, path, {
      ...init,
      headers: { ...Object(init.headers), Authorization: `Bearer ${credential}` },
    });
  const get = <Value>(path: string) => jsonOf<Value>(send(path));
  const post = <Value>(path: string, body: object, { tenantId, idempotencyKey }: Change) => {
    const headers = {
      "Content-Type": "application/json",
      "Idempotency-Key": idempotencyKey,
      ...(tenantId === null ? {} : { "X-Tenant": tenantId }),
    };
    return jsonOf<Value>(send(path, { method: "POST", body: JSON.stringify(body), headers }));
  };
  const letter = (id: string) => `/v1/ops/dead-letters/${encodeURIComponent(id)}`;
  return {
    subscriptions: () => get<ListPage<Subscription>>("/v1/ops/subscriptions?limit=100"),
    openLetters: () => get<ListPage<DeadLetter>>("/v1/ops/dead-letters?status=open&limit=50"),
    metrics: async (): Promise<Answer<string>> => {
      const answer = await send("/v1/ops/metrics");
      return answer.ok ? { ok: true, value: await answer.value.text() } : answer;
    },
    settle: (verb: "replay" | "discard", id: string, reason: string, change: Change) =>
      post<DeadLetter>(`${letter(id)}/${verb}`, { reason }, change),
    startRebuild: (view: string, change: Change) => post<Rebuild>("/v1/ops/rebuilds", { view }, change),
    rebuild: (id: string, tenantId: string | null) =>
      jsonOf<Rebuild>(
        send(`/v1/ops/rebuilds/${encodeURIComponent(id)}`, {
          headers: tenantId === null ? {} : { "X-Tenant": tenantId },
        }),
      ),
  };
}

/** Asks for the platform's readiness, which takes no credential. Null if it does not answer. */
export async function askReadiness(fetcher: typeof fetch = fetch): Promise<Readiness | null> {
  try {
    const response = await fetcher("/health/ready", options({}));
    const body: unknown = await response.json();
    return isReadiness(body) ? body : null;
  } catch {
    return null;
  }
}

function options(init: RequestInit): RequestInit {
  return { cache: "no-store", credentials: "omit", signal: AbortSignal.timeout(patienceMs), ...init };
}

async function request(fetcher: typeof fetch, path: string, init: RequestInit): Promise<Answer<Response>> {
  try {
    const response = await fetcher(path, options(init));
    if (response.ok) return { ok: true, value: response };
    const { code = "", detail = "", title = "" } = Object(await response.json().catch(() => null));
    return {
      ok: false,
      failure: { status: response.status, code: String(code), detail: String(detail || title) },
    };
  } catch {
    return { ok: false, failure: { status: 0, code: "", detail: "The platform does not answer." } };
  }
}

/** The shapes are those of the API's document; the platform sends no others. */
async function jsonOf<Value>(asked: Promise<Answer<Response>>): Promise<Answer<Value>> {
  const answer = await asked;
  if (!answer.ok) return answer;
  try {
    return { ok: true, value: (await answer.value.json()) as Value };
  } catch {
    return { ok: false, failure: { status: 0, code: "", detail: "The answer broke off." } };
  }
}
