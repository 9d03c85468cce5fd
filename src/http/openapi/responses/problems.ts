import { pointedErrorShape } from "../../../kernel/api/shapes.ts";
import type { Registry } from "../../../kernel/registry.ts";
import type { Json } from "../json.ts";
import type { Schemas } from "../schemas/schemas.ts";

/** The shape of every refusal, and the codes that it can have. */
export function problemSchema(registry: Registry, schemas: Schemas): Json {
  const code = schemas.add("ProblemCode", {
    type: "string",
    description: "What went wrong, as a stable word. `/problems/{code}` says what to do about it.",
    enum: [...registry.problemByCode.keys()].sort(),
  });
  return schemas.add("Problem", {
    type: "object",
    description: "Why a request was refused, as in RFC 9457.",
    properties: {
      type: text("`/problems/{code}`: what the code means."),
      title: text("What the code means, in a few words."),
      status: { type: "integer", description: "The response's status." },
      detail: text("What went wrong with this request, in a sentence."),
      instance: text("The path of the request."),
      code,
      traceId: text("The request's trace. The log has everything under it."),
      errors: {
        type: "array",
        items: schemas.schemaOf(pointedErrorShape),
        description: "What to correct, and where.",
      },
    },
    required: ["type", "title", "status", "detail", "instance", "code", "traceId"],
  });
}

function text(description: string): Json {
  return { type: "string", description };
}
