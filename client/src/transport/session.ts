import type { Send } from "./retry.ts";

const consistencyToken = "Consistency-Token";

/**
 * Makes reads include what was written before: it keeps the newest `Consistency-Token` of each tenant, and sends it with reads.
 * A token that the platform no longer takes is forgotten, for example after the shop was created anew.
 */
export function createSession(send: Send): Send {
  const newest = new Map<string, string>();
  return async (request) => {
    const tenant = tenantOf(request);
    const token = newest.get(tenant);
    const adds = request.method === "GET" && token !== undefined && !request.headers.has(consistencyToken);
    if (adds) request.headers.set(consistencyToken, token);
    const response = await send(adds ? request.clone() : request);
    if (adds && response.status === 400 && (await isRefused(response))) {
      if (newest.get(tenant) === token) newest.delete(tenant);
      request.headers.delete(consistencyToken);
      return send(request);
    }
    const written = response.headers.get(consistencyToken);
    if (written !== null) newest.set(tenant, laterOf(written, newest.get(tenant)));
    return response;
  };
}

/** Whose token it is: a token of one tenant is refused by another. A client has one key, or calls tenants by their names. */
function tenantOf({ url, headers }: Request): string {
  return `${new URL(url).host} ${headers.get("X-Tenant")}`;
}

async function isRefused(response: Response): Promise<boolean> {
  const body: unknown = await response
    .clone()
    .json()
    .catch(() => null);
  return Object(body).code === "invalid-consistency-token";
}

/** Of two writes at once the answers may arrive in the other order. The one that cannot be compared counts as older. */
function laterOf(arrived: string, kept: string | undefined): string {
  const [one, other] = [positionOf(arrived), positionOf(kept ?? "")];
  const isOlder = one !== null && other !== null && (one.epoch - other.epoch || one.seq - other.seq) < 0;
  return isOlder && kept !== undefined ? kept : arrived;
}

/** The position in the log that a token names. Null if it says none that can be read. */
function positionOf(token: string): { readonly epoch: number; readonly seq: number } | null {
  try {
    const [body = ""] = token.split(".");
    const parts: unknown = JSON.parse(atob(body.replaceAll("-", "+").replaceAll("_", "/")));
    if (!Array.isArray(parts)) return null;
    const [, epoch, seq] = parts;
    return Number.isInteger(epoch) && Number.isInteger(seq) ? { epoch, seq } : null;
  } catch {
    return null;
  }
}
