import { fileResponse } from "../../http/pages/files.ts";
import { graphiqlPolicy } from "../../http/response/security-headers.ts";
import type { Matched, Stage } from "../../http/stages/stage.ts";
import { ok } from "../../kernel/values/result.ts";
import { introspects } from "./introspection.ts";

/** Shows a browser the page to try queries, where the schema is open. */
export const queryPage: Stage<Matched> = {
  name: "graphql-page",
  refuses: [],
  run({ scope, route }) {
    const isForBrowsers = scope.request.headers.get("Accept")?.includes("text/html") === true;
    if (route.method !== "get" || !isForBrowsers || scope.url.search !== "" || !introspects(scope.env))
      return ok({});
    return fileResponse(scope, "graphiql.html", { policy: graphiqlPolicy });
  },
};
