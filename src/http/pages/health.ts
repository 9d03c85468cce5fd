import { checkReadiness } from "../../projection/failures/readiness.ts";
import { type Page, page } from "./page.ts";

/**
 * `live`: the code runs. `ready`: it reaches its databases, each within a second; checked at most once a second. It is
 * `degraded`, and still serves, while a dead letter of any tenant is open.
 */
export const healthPages: readonly Page[] = [
  page("/health/live", async () => Response.json({ status: "ok" })),
  page("/health/ready", async (scope) => {
    // Anyone can call this.
    const { readModel, writer, deliveries } = await checkReadiness(scope);
    const ready = readModel && writer;
    const serving = deliveries ? "ok" : "degraded";
    return Response.json(
      { status: ready ? serving : "unavailable", checks: { readModel, writer, deliveries } },
      { status: ready ? 200 : 503 },
    );
  }),
];
