import * as z from "zod";
import { actorSchema } from "../access/actor.ts";
import type { NamedSchemas } from "../module.ts";
import { moneySchema } from "../values/money.ts";

/** One error in a request, as problem+json lists it. */
export const pointedErrorShape = z
  .object({
    pointer: z
      .string()
      .describe("Where it is: an RFC 6901 pointer into the body, `/query/<name>` or `/header/<name>`."),
    code: z.string().describe("What is wrong there, as a stable word."),
    detail: z.string().describe("What is wrong there, in a sentence."),
  })
  .describe("One error in a request, and where it is.");

/** The shapes that every module uses, by their names in the API. */
export const platformShapes: NamedSchemas = {
  Money: moneySchema,
  Actor: actorSchema,
  PointedError: pointedErrorShape,
};

/** The API's name of each schema that has one. Throws if two schemas have one name. */
export function shapeNames(
  modules: readonly { readonly schemas: readonly NamedSchemas[] }[],
): ReadonlyMap<z.core.$ZodType, string> {
  const names = new Map<z.core.$ZodType, string>();
  const taken = new Set<string>();
  for (const named of [platformShapes, ...modules.flatMap(({ schemas }) => schemas)]) {
    for (const [name, schema] of Object.entries(named)) {
      if (taken.has(name)) throw new Error(`two schemas are named ${name}`);
      if (names.has(schema)) throw new Error(`${names.get(schema)} is also named ${name}`);
      taken.add(name);
      names.set(schema, name);
    }
  }
  return names;
}
