import type { Reply } from "../../kernel/api/route.ts";
import { ok } from "../../kernel/values/result.ts";
import type { Effects } from "../effects.ts";
import { createServices } from "../services.ts";
import type { Authenticated } from "./authenticate.ts";
import type { RequestHeaders } from "./headers.ts";
import type { Parsed } from "./parse.ts";
import type { Matched, Stage } from "./stage.ts";
import type { Located } from "./tenant.ts";

/** What the operation answered, and what else the response must say. */
export interface Invoked {
  readonly reply: Reply;
  readonly effects: Effects;
}

type Needs = Matched & Authenticated & Located & Parsed & { readonly headers: RequestHeaders };

/** Hands the request to its operation, which checks existence, version, state and rules, in this order. */
export const invoke: Stage<Needs, Invoked> = {
  name: "invoke",
  refuses: [404, 412, 409, 422],
  async run({ scope, route, caller, tokens, tenant, logOwner, input, headers }) {
    const effects: Effects = { token: null, executed: 0, replayed: 0 };
    const services = createServices({ scope, caller, tenant, route, headers, input, effects, logOwner });
    const accepted = (scope.request.headers.get("Accept") ?? "").toLowerCase().split(/[,;]/);
    const reply = await route.handle({
      ...input,
      tokens,
      grants: caller.grants,
      now: scope.now,
      url: scope.url,
      prefers: (mediaType) => accepted.some((one) => one.trim() === mediaType),
      services,
    });
    return reply.ok ? ok({ reply: reply.value, effects }) : reply;
  },
};
