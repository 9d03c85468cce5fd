import { index, integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";
import tables from "../../../migrations/tenant/0069_identity.sql";
import factorTables from "../../../migrations/tenant/0085_second_factors.sql";
import passkeyTables from "../../../migrations/tenant/0086_passkeys.sql";
import userStatus from "../../../migrations/tenant/0087_user_status.sql";
import mailRequestTables from "../../../migrations/tenant/0088_mail_requests.sql";
import userRoles from "../../../migrations/tenant/0102_user_roles.sql";
import type { Migration } from "../../kernel/storage/storage.ts";

export const migrations: readonly Migration[] = [
  { name: "0069_identity", sql: tables },
  { name: "0085_second_factors", sql: factorTables },
  { name: "0086_passkeys", sql: passkeyTables },
  { name: "0087_user_status", sql: userStatus },
  { name: "0102_user_roles", sql: userRoles },
  { name: "0088_mail_requests", sql: mailRequestTables },
];

/** Working state: no event has a hash of a secret. */
export const credentials = sqliteTable("credentials", {
  accountId: text("account_id").primaryKey(),
  salt: text().notNull(),
  cost: text().notNull(),
  hash: text().notNull(),
});

export const sessions = sqliteTable(
  "sessions",
  {
    id: text().primaryKey(),
    accountId: text("account_id").notNull(),
    refreshHash: text("refresh_hash").notNull(),
    previousHash: text("previous_hash"),
    rotatedAt: integer("rotated_at").notNull(),
    createdAt: integer("created_at").notNull(),
    expiresAt: integer("expires_at").notNull(),
    revokedAt: integer("revoked_at"),
    userAgent: text("user_agent"),
    address: text(),
  },
  (table) => [
    index("sessions_account").on(table.accountId, table.id),
    index("sessions_expiry").on(table.expiresAt),
  ],
);

export const knownNetworks = sqliteTable(
  "known_networks",
  {
    accountId: text("account_id").notNull(),
    network: text().notNull(),
    seenAt: integer("seen_at").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.accountId, table.network] }),
    index("known_networks_age").on(table.seenAt),
  ],
);

export const singleUseTokens = sqliteTable(
  "single_use_tokens",
  {
    id: text().primaryKey(),
    purpose: text({ enum: ["password-reset", "verify-email", "invitation"] }).notNull(),
    accountId: text("account_id").notNull(),
    emailKey: text("email_key").notNull(),
    expiresAt: integer("expires_at").notNull(),
    usedAt: integer("used_at"),
  },
  (table) => [
    index("single_use_tokens_account").on(table.accountId, table.purpose),
    index("single_use_tokens_expiry").on(table.expiresAt),
  ],
);

export const mailRequests = sqliteTable("mail_requests", {
  /** Also the id of the token that follows, if there is an account. */
  id: text().primaryKey(),
  purpose: text({ enum: ["password-reset", "verify-email"] }).notNull(),
  email: text().notNull(),
  kind: text({ enum: ["staff", "customer"] }),
});
