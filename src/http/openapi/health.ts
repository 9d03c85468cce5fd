import { type Json, ref } from "./json.ts";

export const healthTag: Json = {
  name: "Health",
  description: "For load balancers and monitors. They need no credential and no tenant.",
};

/** The shapes of the probes' answers. */
export const healthSchemas: Readonly<Record<string, Json>> = {
  Liveness: {
    type: "object",
    description: "That the code runs.",
    properties: { status: { const: "ok" } },
    required: ["status"],
  },
  Readiness: {
    type: "object",
    description: "Whether the platform reaches its databases and its queue, and what needs an operator.",
    properties: {
      status: {
        enum: ["ok", "degraded", "unavailable"],
        description:
          "`degraded`: it serves, and something needs an operator. `unavailable`: send it no requests.",
      },
      reasons: {
        type: "array",
        items: { type: "string" },
        description: "What is wrong, in sentences for people. Empty if nothing is.",
      },
      checks: {
        type: "object",
        properties: {
          readModel: { type: "boolean", description: "Whether the read model answers." },
          writer: { type: "boolean", description: "Whether the write side answers." },
          queue: {
            type: "boolean",
            description:
              "False if events of the platform wait for more than 30 seconds, or the queue did not accept the last notifications.",
          },
          deliveries: { type: "boolean", description: "False while a dead letter is open." },
        },
        required: ["readModel", "writer", "queue", "deliveries"],
      },
      modules: {
        type: "object",
        additionalProperties: { enum: ["ok", "degraded", "unknown"] },
        description:
          "Each module by name. `degraded`: one of its events is an open dead letter of some tenant, or waits for newer code. `unknown`: the read model does not answer.",
      },
    },
    required: ["status", "reasons", "checks", "modules"],
  },
};

const headers = { "X-Request-Id": ref("headers", "X-Request-Id") };

function json(schema: string, value: Json & { readonly status: string }): Json {
  return { "application/json": { schema: ref("schemas", schema), examples: { [value.status]: { value } } } };
}

const checks = { readModel: true, writer: true, queue: true, deliveries: true };

/** The probes. They are pages of the platform, not routes of a module. */
export function healthPaths(moduleNames: readonly string[]): Json {
  const modules = Object.fromEntries(moduleNames.map((name) => [name, "ok"]));
  const well = { status: "ok", reasons: [], checks, modules };
  const reasons = ["The write side does not answer."];
  const ill = { ...well, status: "unavailable", reasons, checks: { ...checks, writer: false, queue: false } };
  return { "/health/live": liveness, "/health/ready": readiness(well, ill) };
}

const liveness = {
  get: {
    operationId: "getLiveness",
    summary: "Check that the platform runs",
    description:
      "Answers as long as the code runs. It asks no database. **Access:** anyone. **Cost:** not limited.",
    tags: ["Health"],
    security: [],
    responses: {
      200: { description: "It runs", headers, content: json("Liveness", { status: "ok" }) },
      "4XX": ref("responses", "Problem"),
    },
  },
};

type Example = Parameters<typeof json>[1];

function readiness(well: Example, ill: Example): Json {
  return {
    get: {
      operationId: "getReadiness",
      summary: "Check that the platform is ready",
      description:
        "Reaches the read model and the write side, each within a second, and judges the queue by what the write side has sent. At most once a second. `degraded` is 200: the platform serves. **Access:** anyone. **Cost:** not limited.",
      tags: ["Health"],
      security: [],
      responses: {
        200: { description: "It serves", headers, content: json("Readiness", well) },
        503: { description: "It cannot serve", headers, content: json("Readiness", ill) },
        "4XX": ref("responses", "Problem"),
      },
    },
  };
}
