import type { Subscription } from "../api/shapes.ts";

/** Whose operations a credential shows: the whole platform's, or one tenant's. */
export type Extent = { readonly kind: "platform" } | { readonly kind: "tenant"; readonly tenantId: string };

/** Finds out from the subscriptions that it may see. The platform's own are shown to nobody else. */
export function extentOf(subscriptions: readonly Subscription[]): Extent {
  const ids = new Set(subscriptions.map(({ tenantId }) => tenantId));
  const [first = ""] = ids;
  return ids.size === 1 && first !== "platform" ? { kind: "tenant", tenantId: first } : { kind: "platform" };
}

/** Why signing in failed, in a sentence. */
export function signInProblem(status: number, detail: string): string {
  if (status === 0) return "The platform does not answer. Try again.";
  if (status === 401)
    return "This key or token was not accepted. Check that it is whole and has not been revoked.";
  if (status === 403) return `This key may not see operations. ${detail}`;
  if (status === 429) return "There were too many attempts. Wait a minute and try again.";
  return detail === "" ? `The platform answered ${status}. Try again.` : detail;
}
