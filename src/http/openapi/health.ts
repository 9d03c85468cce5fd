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
    description: "Whether the platform reaches its databases, and whether an event waits as a dead letter.",
    properties: {
      status: {
        enum: ["ok", "degraded", "unavailable"],
        description: "`degraded`: it serves, and a dead letter of some tenant is open.",
      },
      checks: {
        type: "object",
        properties: {
          readModel: { type: "boolean", description: "Whether the read model answers." },
          writer: { type: "boolean", description: "Whether the write side answers." },
          deliveries: { type: "boolean", description: "False while a dead letter is open." },
        },
        required: ["readModel", "writer", "deliveries"],
      },
    },
    required: ["status", "checks"],
  },
};

const headers = { "X-Request-Id": ref("headers", "X-Request-Id") };

function json(schema: string, value: Json & { readonly status: string }): Json {
  return { "application/json": { schema: ref("schemas", schema), examples: { [value.status]: { value } } } };
}

const checks = { readModel: true, writer: true, deliveries: true };

/** The probes. They are pages of the platform, not routes of a module. */
export const healthPaths: Json = {
  "/health/live": {
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
  },
  "/health/ready": {
    get: {
      operationId: "getReadiness",
      summary: "Check that the platform is ready",
      description:
        "Reaches the read model and the write side, each within a second, at most once a second. **Access:** anyone. **Cost:** not limited.",
      tags: ["Health"],
      security: [],
      responses: {
        200: { description: "It serves", headers, content: json("Readiness", { status: "ok", checks }) },
        503: {
          description: "It cannot serve",
          headers,
          content: json("Readiness", { status: "unavailable", checks: { ...checks, writer: false } }),
        },
        "4XX": ref("responses", "Problem"),
      },
    },
  },
};
