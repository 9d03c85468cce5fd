import { readinessOf } from "../../operations/health/readiness.ts";
import { type Page, page } from "./page.ts";

/**
 * `live`: the code runs. `ready`: it reaches its databases and its queue. It is `degraded`, and still serves, while
 * something needs an operator, such as an open dead letter.
 */
export const healthPages: readonly Page[] = [
  page("/health/live", async () => Response.json({ status: "ok" })),
  page("/health/ready", async (scope) => {
    const readiness = await readinessOf(scope);
    return Response.json(readiness, { status: readiness.status === "unavailable" ? 503 : 200 });
  }),
];
