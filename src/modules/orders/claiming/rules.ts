import type { NewEvent } from "../../../kernel/write/event.ts";
import { orderClaimed } from "../events.ts";

/** The parts of a customer that say whether a guest's orders are this customer's. */
export interface Claimant {
  readonly id: string;
  readonly hasAccount: boolean;
  readonly emailVerifiedAt: string | null;
  readonly person: { readonly email: string } | null;
}

/**
 * The e-mail address whose orders a customer may claim: one that the customer has shown to be its own. Anybody can register
 * with a stranger's address. Null if there is none.
 */
export function claimableEmail({ hasAccount, emailVerifiedAt, person }: Claimant): string | null {
  return hasAccount && emailVerifiedAt !== null ? (person?.email ?? null) : null;
}

/** Guests' orders become a customer's. */
export function decideClaim(customerId: string, orderIds: readonly string[]): readonly NewEvent[] {
  return orderIds.map((id) => orderClaimed.of(id, { customerId }));
}
