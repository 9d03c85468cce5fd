import type { TenantDatabase } from "../storage/storage.ts";
import type { TokenRequest } from "./token-policy.ts";

/** Gives back a token that the command has taken, such as after a successful sign-in. Call it in `writeState`. */
export function returnToken(database: TenantDatabase, request: TokenRequest, now: number): void {
  database.object.returnToken(request, now);
}
