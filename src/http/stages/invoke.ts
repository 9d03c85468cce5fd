import { pointedIntoBody } from "../../kernel/api/pointers.ts";
import type { Reply } from "../../kernel/api/route.ts";
import { type Effects, noEffects } from "../../kernel/operation/session.ts";
import { ok, refused } from "../../kernel/values/result.ts";
import { openInvoker } from "../../operations/open.ts";
import { sessionOf } from "../session.ts";
import type { Authenticated } from "./authenticate.ts";
import type { WithBody } from "./body.ts";
import type { WithHeaders } from "./headers.ts";
import type { Parsed } from "./parse.ts";
import type { Matched, Stage } from "./stage.ts";
import type { Located } from "./tenant.ts";

/** What the operation answered, and what else the response must say. */
export interface Invoked {
  readonly reply: Reply;
  readonly effects: Effects;
}

type Needs = Matched & Authenticated & Located & WithBody & Parsed & WithHeaders;

/** Invokes the operation, which checks existence, version, state and rules, in this order. */
export const invoke: Stage<Needs, Invoked> = {
  name: "invoke",
  refuses: [404, 412, 409, 422],
  async run({ scope, route, caller, tokens, tenant, body, input, headers }) {
    const effects = noEffects();
    const session = sessionOf(scope, { caller, tenant, headers, input, tokens, effects });
    const invoker = openInvoker(scope);
    const accepted = (scope.request.headers.get("Accept") ?? "").toLowerCase().split(/[,;]/);
    const reply = await route.handle(
      { ...input, tokens, prefers: (mediaType) => accepted.some((one) => one.trim() === mediaType) },
      (operation, asked) => invoker.invoke(operation, asked, session),
    );
    if (reply.ok) return ok({ reply: reply.value, effects });
    return refused(pointedIntoBody(route, body.content, reply.refusal));
  },
};
