import { GraphQLEnumType } from "graphql";
import * as z from "zod";
import { enumValueName } from "./names.ts";
import { descriptionOf, enumValues } from "./shapes.ts";

/** Enums by their schemas. */
export interface Enums {
  readonly of: (schema: z.core.$ZodType, values: readonly string[], name: string) => GraphQLEnumType;
}

/**
 * An enum that the API names has its name. Another with the same values is that one, of several the first. Any other has the
 * name that its place gives it.
 */
export function createEnums(nameBySchema: ReadonlyMap<z.core.$ZodType, string>): Enums {
  const byName = new Map<string, GraphQLEnumType>();
  const nameByValues = new Map(
    // Of several with the same values, the first is set last.
    [...nameBySchema]
      .toReversed()
      .flatMap(([schema, name]) =>
        schema instanceof z.ZodEnum ? [[keyOf(enumValues(schema) ?? []), name] as const] : [],
      ),
  );
  const placed = new Map<z.core.$ZodType, string>();
  return {
    of(schema, values, place) {
      const name =
        nameBySchema.get(schema) ??
        nameByValues.get(keyOf(values)) ??
        placed.get(schema) ??
        freeName(byName, place, values);
      placed.set(schema, name);
      const known = byName.get(name);
      if (known !== undefined) return known;
      const made = new GraphQLEnumType({
        name,
        description: descriptionOf(schema),
        values: Object.fromEntries(values.map((value) => [enumValueName(value), { value }])),
      });
      byName.set(name, made);
      return made;
    },
  };
}

function keyOf(values: readonly string[]): string {
  return values.toSorted().join(" ");
}

/** A name that other values have already gets a suffix. */
function freeName(
  byName: ReadonlyMap<string, GraphQLEnumType>,
  name: string,
  values: readonly string[],
): string {
  const known = byName
    .get(name)
    ?.getValues()
    .map(({ value }) => String(value));
  return known === undefined || keyOf(known) === keyOf(values) ? name : `${name}Value`;
}
