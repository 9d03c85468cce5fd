import type { TokenPolicy, TokenRequest } from "../../../kernel/rate-limit/token-policy.ts";
import type { Context } from "../../../kernel/write/command.ts";
import { attemptLimits, attemptWindowMs } from "../limits.ts";

/** What attempts are counted for. */
export type Attempts = keyof typeof attemptLimits;

/** A token of the bucket of an e-mail address, an account or a network. */
export function attemptToken(attempts: Attempts, ...whom: readonly string[]): TokenRequest {
  return { policy: policyOf(attempts), key: whom.join(" ") };
}

/**
 * A token of the caller's network: none if the address is unknown, or if the caller is the shop's own server, which has
 * shown a key and speaks for many shoppers. It comes first among a command's tokens: who has none left takes none of others.
 */
export function networkTokens(
  { network, actor }: Pick<Context, "network" | "actor">,
  attempts: Attempts,
): readonly TokenRequest[] {
  if (network === null || actor.kind === "apiKey" || actor.kind === "system") return [];
  return [attemptToken(attempts, network)];
}

function policyOf(attempts: Attempts): TokenPolicy {
  return {
    name: `identity.${attempts}`,
    quota: attemptLimits[attempts].value,
    window: attemptWindowMs[attempts] / 1_000,
    protectsAccounts: true,
  };
}
