import type { Endpoint } from "../../http/mount.ts";
import { responseOf } from "./execute.ts";
import { graphqlRoutes } from "./route.ts";
import { graphqlStages } from "./stages.ts";

/** `/graphql`. What a stage refuses has the form of GraphQL's errors, with the problem as `extensions`. */
export const graphqlEndpoint: Endpoint = {
  name: "graphql",
  routes: graphqlRoutes,
  stages: graphqlStages,
  async problemAnswer({ request }, problem) {
    const { detail, code, status, errors, traceId } = await problem.json<Problem>();
    const extensions = { code, status, ...(errors === undefined ? {} : { errors }), traceId };
    const response = responseOf(request, {
      status: 400,
      body: { errors: [{ message: detail, extensions }] },
    });
    const headers = new Headers(problem.headers);
    headers.set("Content-Type", response.headers.get("Content-Type") ?? "");
    return new Response(response.body, { status: problem.status, headers });
  },
};

interface Problem {
  readonly detail: string;
  readonly code: string;
  readonly status: number;
  readonly errors?: unknown;
  readonly traceId: string;
}
