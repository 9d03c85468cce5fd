import { z } from "zod";
import type { TenantDatabase } from "../../../kernel/storage/storage.ts";
import { customerResponse, toCustomerResponse } from "../../customers/index.ts";
import { userResponse } from "../users/schema.ts";
import { toUserResponse } from "../users/store.ts";
import type { Account } from "./account.ts";

const staff = userResponse.extend({ kind: z.literal("staff") });
const customer = customerResponse.extend({ kind: z.literal("customer") });

/** The account that signed in, as it sees itself. */
export const accountResponse = z.discriminatedUnion("kind", [staff, customer]);
export type AccountResponse = z.infer<typeof accountResponse>;

/** The wire shape of an account. */
export function toAccountResponse(database: TenantDatabase, account: Account): AccountResponse {
  return account.kind === "staff"
    ? { kind: account.kind, ...toUserResponse(database, account.owner) }
    : { kind: account.kind, ...toCustomerResponse(database, account.owner) };
}
