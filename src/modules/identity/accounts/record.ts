import * as z from "zod";
import type { TenantDatabase } from "../../../kernel/storage/storage.ts";
import { readCustomer } from "../../customers/index.ts";
import { passkeyResponse } from "../passkeys/schema.ts";
import { passkeysOf, toPasskeyResponse } from "../passkeys/store.ts";
import { isOn } from "../second-factor/rules.ts";
import { readSecondFactor } from "../second-factor/store.ts";
import { sessionResponse } from "../sessions/schema.ts";
import { liveSessions } from "../sessions/store.ts";

/** What is known of how a customer signs in. No secrets. */
export const accountRecord = z.object({
  email: z.string(),
  emailVerifiedAt: z.iso.datetime().nullable(),
  passwordChangedAt: z.iso.datetime().nullable(),
  secondFactor: z.boolean().describe("Whether signing in needs a code."),
  passkeys: z.array(passkeyResponse.omit({ id: true })),
  sessions: z.array(sessionResponse.omit({ id: true, current: true })),
});
export type AccountRecord = z.infer<typeof accountRecord>;

/** The most passkeys in a record. An account can't have more. */
const mostPasskeys = 100;

/** The record of a customer's account; undefined for who has none. */
export function readAccountRecord(
  database: TenantDatabase,
  customerId: string,
  now: number,
): AccountRecord | undefined {
  const customer = readCustomer(database, customerId);
  if (customer === undefined || !customer.hasAccount || customer.person === null) return undefined;
  const { emailVerifiedAt, passwordChangedAt, person } = customer;
  return {
    email: person.email,
    ...{ emailVerifiedAt, passwordChangedAt },
    secondFactor: isOn(readSecondFactor(database, customerId)),
    passkeys: passkeysOf(database, customerId, { limit: mostPasskeys })
      .map(toPasskeyResponse)
      .map(({ id: _, ...passkey }) => passkey),
    sessions: liveSessions(database, customerId, now).map((session) => ({
      userAgent: session.userAgent,
      address: session.address,
      createdAt: new Date(session.createdAt).toISOString(),
      lastUsedAt: new Date(session.rotatedAt).toISOString(),
      expiresAt: new Date(session.expiresAt).toISOString(),
    })),
  };
}
