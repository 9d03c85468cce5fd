import { type Actor, isAccount } from "../../../kernel/access/actor.ts";
import type { TenantDatabase } from "../../../kernel/storage/storage.ts";
import type { Target } from "../../../kernel/write/command.ts";
import type { NewEvent } from "../../../kernel/write/event.ts";
import {
  type Customer,
  decideEmailVerified,
  decidePasswordChanged,
  findAccount,
  loadVerifiable,
  readCustomer,
  toCustomerResponse,
  type Verifiable,
} from "../../customers/index.ts";
import type { AccountKind } from "../sessions/tokens/access-token.ts";
import { userUpdated } from "../users/events.ts";
import type { User } from "../users/schema.ts";
import { findUser, readUser, toUserResponse } from "../users/store.ts";
import type { AccountResponse } from "./schema.ts";

/** Somebody who can sign in: a staff user or a customer. */
export type Account =
  | { readonly kind: "staff"; readonly id: string; readonly owner: User }
  | { readonly kind: "customer"; readonly id: string; readonly owner: Customer };

/**
 * The account with an e-mail address. Without a kind, the staff's comes first, unless it may not sign in and a customer has it
 * too. The reads are the same whoever has the address.
 */
export function findByEmail(
  database: TenantDatabase,
  email: string,
  kind: AccountKind | null,
): Account | undefined {
  const user = kind === "customer" ? undefined : findUser(database, email);
  const customer = kind === "staff" ? undefined : findAccount(database, email);
  if (user?.status === "active") return ofUser(user);
  if (customer !== undefined) return ofCustomer(customer);
  return user === undefined ? undefined : ofUser(user);
}

/** An account by its id; undefined if there is none, or if the customer has none. */
export function readAccount(database: TenantDatabase, id: string): Account | undefined {
  const user = readUser(database, id);
  if (user !== undefined) return ofUser(user);
  const customer = readCustomer(database, id);
  return customer?.hasAccount === true ? ofCustomer(customer) : undefined;
}

/** The account that calls. */
export function ownAccount(database: TenantDatabase, actor: Actor): Account | undefined {
  return isAccount(actor) && actor.id !== undefined ? readAccount(database, actor.id) : undefined;
}

/** Whether the account may sign in, and act. */
export function isActive({ owner }: Account): boolean {
  return owner.status === "active";
}

/** The aggregate of an account. */
export function targetOf({ kind, id }: Account): Target {
  return { type: kind === "staff" ? "user" : "customer", id };
}

export function actorOf({ kind, id }: Account): Actor {
  return kind === "staff" ? { kind: "user", id } : { kind, id };
}

/** The account has another password. */
export function passwordChanged(account: Account, at: string): readonly NewEvent[] {
  return account.kind === "staff"
    ? [userUpdated.of(account.id, { passwordChangedAt: at })]
    : decidePasswordChanged(account.owner, at);
}

/** The account's owner shows that the e-mail address is its own: what follows from it. Null if it was shown before. */
export type Verification =
  | { readonly kind: "staff"; readonly id: string }
  | { readonly kind: "customer"; readonly verifiable: Verifiable };

/** What verifying an account's e-mail address depends on. Null if it is verified. */
export function loadVerification(database: TenantDatabase, account: Account): Verification | null {
  if (account.owner.emailVerifiedAt !== null) return null;
  return account.kind === "staff"
    ? { kind: account.kind, id: account.id }
    : { kind: account.kind, verifiable: loadVerifiable(database, account.owner) };
}

/** The account's owner has shown that the e-mail address is its own. */
export function emailVerified(verification: Verification | null, at: string): readonly NewEvent[] {
  if (verification === null) return [];
  return verification.kind === "staff"
    ? [userUpdated.of(verification.id, { emailVerifiedAt: at })]
    : decideEmailVerified(verification.verifiable, at);
}

/** The wire shape of an account. */
export function toAccountResponse(database: TenantDatabase, account: Account): AccountResponse {
  return account.kind === "staff"
    ? { kind: account.kind, ...toUserResponse(database, account.owner) }
    : { kind: account.kind, ...toCustomerResponse(database, account.owner) };
}

function ofUser(owner: User): Account {
  return { kind: "staff", id: owner.id, owner };
}

function ofCustomer(owner: Customer): Account {
  return { kind: "customer", id: owner.id, owner };
}
