import type { Route } from "../kernel/api/route.ts";
import { digest } from "../platform/signing.ts";
import type { Scope } from "./scope.ts";

const header = "X-Order-Token";

/** Whether a shopper without an account shows that something is theirs. It counts only where customers are asked for. */
export function bringsOrderToken({ request }: Scope, { access }: Pick<Route, "access">): boolean {
  return access === "customer" && Boolean(request.headers.get(header));
}

/** The SHA-256 of the order token, as the order keeps it; null where none is brought. */
export async function readOrderToken(scope: Scope, route: Pick<Route, "access">): Promise<string | null> {
  return bringsOrderToken(scope, route) ? digest(scope.request.headers.get(header) ?? "") : null;
}
