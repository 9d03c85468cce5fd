import { defineLimits } from "../../kernel/limit.ts";
import type { TokenPolicy, TokenRequest } from "../../kernel/rate-limit/token-policy.ts";
import type { Context } from "../../kernel/write/command.ts";

const bound = { per: "value", beyond: "400 `validation-failed`" } as const;

/** The bounds of what is sent with forms. */
export const formLimits = defineLimits({
  text: { ...bound, unit: "characters", value: 5_000, what: "A text that is sent with a form" },
  line: { ...bound, unit: "characters", value: 500, what: "A line that is sent with a form" },
  fields: { ...bound, unit: "count", value: 100, what: "Fields that are sent with a form" },
  submission: {
    value: 16 * 1024,
    unit: "bytes",
    per: "value",
    what: "What is sent with a form, as JSON",
    beyond: "422 `too-large`",
  },
  submissions: {
    value: 10_000,
    unit: "count",
    per: "value",
    what: "What was sent with one form and is kept",
    beyond: "422 `too-large`",
  },
  sent: {
    value: 30,
    unit: "count",
    per: "caller",
    what: "Forms sent a minute, refused ones too, counted exactly",
    beyond: "429 `rate-limited`",
  },
});

const sent: TokenPolicy = { name: "forms", quota: formLimits.sent.value, window: 60 };

/** A form takes a token of whoever sends it. A shop's own server takes none: it speaks for many. */
export function sendingToken({ caller }: Pick<Context, "caller">): readonly TokenRequest[] {
  return caller === null ? [] : [{ policy: sent, key: caller }];
}
