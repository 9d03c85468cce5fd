import { and, asc, count, desc, eq, inArray, isNotNull, lt, ne } from "drizzle-orm";
import { index, integer, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import { defineAggregate } from "../../../kernel/module.ts";
import type { TenantDatabase } from "../../../kernel/storage/storage.ts";
import { versionOf } from "../../../kernel/storage/version.ts";
import type { Envelope } from "../../../kernel/write/event.ts";
import { emailKeyOf } from "../../customers/index.ts";
import {
  roleChanged,
  userDeleted,
  userInvited,
  userLoggedIn,
  userRegistered,
  userResetRequested,
  userUpdated,
} from "./events.ts";
import { type User, type UserResponse, userState } from "./schema.ts";

export const users = sqliteTable(
  "users",
  {
    id: text().primaryKey(),
    emailKey: text("email_key"),
    role: text().notNull(),
    status: text().notNull(),
    content: text().notNull(),
    stateVersion: integer("state_version").notNull(),
  },
  (table) => [
    uniqueIndex("users_email").on(table.emailKey).where(isNotNull(table.emailKey)),
    index("users_status").on(table.status, table.id),
    index("users_role").on(table.role),
  ],
);

export const userAggregate = defineAggregate(userState, {
  apply(database, event) {
    const { id } = event.aggregate;
    if (event.type === userDeleted.type) {
      database.delete(users).where(eq(users.id, id)).run();
      return;
    }
    writeUser(database, evolved(readUser(database, id), event));
  },
  state: (database, id) => readUser(database, id) ?? null,
});

/** Writes a user in place of what is there. */
export function writeUser(database: TenantDatabase, user: User): void {
  const row = {
    id: user.id,
    emailKey: user.person === null ? null : emailKeyOf(user.person.email),
    role: user.role,
    status: user.status,
    content: JSON.stringify(user),
    stateVersion: userState.version,
  };
  database.insert(users).values(row).onConflictDoUpdate({ target: users.id, set: row }).run();
}

/** A user by its id; undefined if there is none. */
export function readUser(database: TenantDatabase, id: string): User | undefined {
  return userOf(database.select().from(users).where(eq(users.id, id)).get());
}

/** The user with an e-mail address; undefined if there is none. */
export function findUser(database: TenantDatabase, email: string): User | undefined {
  return userOf(
    database
      .select()
      .from(users)
      .where(eq(users.emailKey, emailKeyOf(email)))
      .get(),
  );
}

/** Lists users with an id less than `before`, newest first. */
export function listUsers(database: TenantDatabase, before: string | null, limit: number): readonly User[] {
  const older = before === null ? undefined : lt(users.id, before);
  const rows = database.select().from(users).where(older).orderBy(desc(users.id)).limit(limit).all();
  return rows.flatMap((row) => userOf(row) ?? []);
}

export function countUsers(database: TenantDatabase): number {
  return database.select({ total: count() }).from(users).get()?.total ?? 0;
}

/** Active users whose role is one of these, oldest first. */
export function activeUsersWith(
  database: TenantDatabase,
  isOne: (role: string) => boolean,
  limit: number,
): readonly User[] {
  const rows = database.select().from(users).where(eq(users.status, "active")).orderBy(asc(users.id)).all();
  return rows
    .filter(({ role }) => isOne(role))
    .slice(0, limit)
    .flatMap((row) => userOf(row) ?? []);
}

/** How many active users have one of the roles, besides one user. */
export function countOthersWith(database: TenantDatabase, roles: readonly string[], besides: string): number {
  const others = and(inArray(users.role, [...roles]), eq(users.status, "active"), ne(users.id, besides));
  return database.select({ total: count() }).from(users).where(others).get()?.total ?? 0;
}

/** How many users have a role, also those who may not sign in at present. */
export function countUsersWith(database: TenantDatabase, role: string): number {
  return database.select({ total: count() }).from(users).where(eq(users.role, role)).get()?.total ?? 0;
}

/** The wire shape of a user. */
export function toUserResponse(database: TenantDatabase, { person, ...rest }: User): UserResponse {
  const { email = null, name = null } = person ?? {};
  return { ...rest, email, name, version: versionOf(database, "user", rest.id) };
}

function evolved(current: User | undefined, event: Envelope): User {
  const updatedAt = event.occurredAt;
  if (event.type === userRegistered.type) {
    // Somebody can be invited again.
    const createdAt = current?.createdAt ?? updatedAt;
    const fresh = { lastLoginAt: null, twoFactor: false, createdAt, updatedAt };
    return { ...userRegistered.read(event), ...fresh, id: event.aggregate.id };
  }
  if (current === undefined) throw new Error(`${event.aggregate.id} does not exist`);
  switch (event.type) {
    case userUpdated.type:
      return { ...current, ...sent(userUpdated.read(event)), updatedAt };
    case roleChanged.type:
      return { ...current, role: roleChanged.read(event).to, updatedAt };
    case userLoggedIn.type:
      return { ...current, lastLoginAt: event.occurredAt };
    case userInvited.type:
    case userResetRequested.type:
      return current;
    default:
      throw new Error(`${event.type} is no event of a user`);
  }
}

function sent(changes: ReturnType<typeof userUpdated.read>): Partial<User> {
  return Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
}

function userOf(row: typeof users.$inferSelect | undefined): User | undefined {
  return row === undefined ? undefined : userState.readJson(row.stateVersion, row.content);
}
