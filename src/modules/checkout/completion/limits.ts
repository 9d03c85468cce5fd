import { defineLimits } from "../../../kernel/limit.ts";
import type { TokenPolicy, TokenRequest } from "../../../kernel/rate-limit/token-policy.ts";
import type { Context } from "../../../kernel/write/command.ts";

export const completionLimits = defineLimits({
  checkouts: {
    value: 300,
    unit: "count",
    per: "caller",
    what: "Checkouts a minute, refused ones too, counted exactly",
    beyond: "429 `rate-limited`",
  },
});

const checkouts: TokenPolicy = { name: "checkouts", quota: completionLimits.checkouts.value, window: 60 };

/** A checkout takes a token of its shopper. Staff take none. */
export function checkoutToken({ caller }: Pick<Context, "caller">): readonly TokenRequest[] {
  return caller === null ? [] : [{ policy: checkouts, key: caller }];
}
