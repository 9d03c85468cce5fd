import { z } from "zod";
import { placesIn } from "../../bounds/places/places.ts";
import { sampleOf } from "../../bounds/places/samples.ts";

/** Names of fields that a caller must not set beside those that a body documents. */
export const privileged = {
  accountId: "acc_1",
  apiKey: "sk_1",
  createdAt: "2020-01-01T00:00:00Z",
  customerId: "cus_01J00000000000000000000000",
  emailVerified: true,
  emailVerifiedAt: "2020-01-01T00:00:00Z",
  grants: ["products:manage"],
  groups: ["wholesale"],
  groupIds: ["grp_1"],
  hasAccount: true,
  hash: "hash",
  id: "01J00000000000000000000000",
  isAdmin: true,
  number: 1,
  paymentStatus: "paid",
  permissions: ["products:manage"],
  price: { amount: 1, currency: "USD" },
  prices: [{ amount: 1, currency: "USD" }],
  role: "admin",
  roles: ["admin"],
  scopes: ["products:manage"],
  status: "active",
  taxExempt: true,
  tenant: "another",
  tenantId: "ten_01J00000000000000000000000",
  total: { amount: 1, currency: "USD" },
  unitPrice: { amount: 1, currency: "USD" },
  userId: "user_1",
  version: 1,
} as const;

/** An object that a caller fills: a body, or one in it. */
export interface Level {
  /** As a JSON pointer, with `-` for an item and `*` for a value of a record. */
  readonly path: string;
  /** The fields that the schema names. Null for a record: its names are the caller's. */
  readonly names: readonly string[] | null;
  /** A valid value, with more fields in this object. */
  readonly withFields: (more: Readonly<Record<string, unknown>>) => unknown;
}

/** Every object in the values that a schema takes. */
export function levelsOf(schema: z.ZodType): readonly Level[] {
  return placesIn(schema).flatMap(({ path, kind, schema: own, put }) => {
    if (kind === "anything")
      return [{ path, names: null, withFields: (more) => JSON.parse(put(JSON.stringify(more), 0)) }];
    if (kind !== "object") return [];
    const sample = JSON.parse(sampleOf(own));
    const withFields: Level["withFields"] = (more) =>
      JSON.parse(put(JSON.stringify({ ...sample, ...more }), 0));
    return [{ path, names: own instanceof z.ZodObject ? Object.keys(own.shape) : null, withFields }];
  });
}
