import { ok } from "../../kernel/values/result.ts";
import type { Matched, Stage } from "../stages/stage.ts";
import type { Located } from "../stages/tenant.ts";
import { allowedOrigin, isShared, responseHeaders } from "./policy.ts";

/**
 * Lets pages of the origins that the tenant allows read the store's answers, refusals too. Without these headers a browser
 * shows the answer to nobody. Credentials are not allowed: no cookie is ever involved.
 */
export const cors: Stage<Matched & Located> = {
  name: "cors",
  refuses: [],
  run({ scope, route, tenant }) {
    if (!isShared(route.path)) return ok({});
    scope.answerHeaders.set("Vary", "Origin");
    const origin = allowedOrigin(scope, tenant);
    if (origin === null) return ok({});
    scope.answerHeaders.set("Access-Control-Allow-Origin", origin);
    scope.answerHeaders.set("Access-Control-Expose-Headers", responseHeaders);
    return ok({});
  },
};
