import type { z } from "zod";
import type { pageOutput } from "../../../kernel/read/page.ts";
import type { Json } from "../json.ts";
import type { Schemas } from "../schemas/schemas.ts";

/** A page of named items is a component with their name. */
export function pageSchema(
  schemas: Schemas,
  { shape }: ReturnType<typeof pageOutput>,
  page: z.ZodType,
): Json {
  const name = schemas.nameOf(shape.items.unwrap().element);
  const { properties = {}, required = [], ...json } = schemas.schemaOf(page) as Partial<PageSchema>;
  if (name === undefined) return { ...json, properties, required };
  const { nextCursor: _, totalCount: __, ...own } = properties;
  const type = { ...json, properties: own, required: required.filter((key) => key !== "nextCursor") };
  // Lists have summaries of what is read one by one.
  return schemas.add(`${name.replace(/Summary$/, "")}Page`, { allOf: [schemas.add("Page", base), type] });
}

interface PageSchema {
  readonly properties: Json;
  readonly required: readonly string[];
}

const base = {
  type: "object",
  description: "What every list has beside its items.",
  properties: {
    nextCursor: {
      type: ["string", "null"],
      description: "The `cursor` of the next page. Null on the last page.",
    },
    totalCount: { type: "integer", description: "With `count=true`: how many items the list has in all." },
  },
  required: ["nextCursor"],
};
