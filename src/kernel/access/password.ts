import * as z from "zod";
import type { Result } from "../values/result.ts";

/**
 * A password as it is stored: hashed by scrypt with its own salt. Salt and hash are base64url. The cost is `N,r,p`, so that
 * it can be raised later.
 */
export const passwordHash = z.object({ salt: z.string(), cost: z.string(), hash: z.string() });

/** A password as it is stored. */
export type PasswordHash = z.infer<typeof passwordHash>;

/** Salt and cost of passwords that are hashed now. */
export type PasswordParameters = Pick<PasswordHash, "salt" | "cost">;

/** Hashes passwords. It takes long on purpose, so an isolate hashes few at a time and refuses more than it can take soon. */
export interface Passwords {
  /** Hashes a new password with a new salt. */
  hash(password: string): Promise<Result<PasswordHash>>;
  /** Whether a password is the one that was hashed. Takes the same time for every password. */
  matches(password: string, stored: PasswordHash): Promise<Result<boolean>>;
}

/** The cost of new passwords: 32 MiB each, and a tenth of a second or more. The runtime allows no more than N · r · p = 2^20. */
export const passwordCost = "32768,8,3";
