import type { z } from "zod";
import { parseSent } from "../../src/kernel/api/validation.ts";
import { mostIn, type Place, placesIn } from "./places/places.ts";

/** The places of an input whose size is not checked before their content, and why. */
export function faultsIn(schema: z.ZodType): readonly string[] {
  return placesIn(schema).flatMap((place) => {
    const fault = faultAt(schema, place);
    return fault === null ? [] : [`${place.path} ${fault}`];
  });
}

function faultAt(schema: z.ZodType, place: Place): string | null {
  switch (place.kind) {
    case "text":
      return faultOfText(schema, place, longText);
    case "key":
      return faultOfText(schema, place, `a${longText}`);
    case "list":
      return readsOf(schema, place) > 0 ? "is read although it has too many items" : null;
    case "object":
    case "number":
    case "choice":
    case "anything":
      return null;
  }
}

/** Longer than any text of a schema. */
const longText = "1".repeat(1_000_001);

/** A schema that is reached refuses a text of digits for its form. Only the check of lengths says "Too long". */
function faultOfText(schema: z.ZodType, place: Place, text: string): string | null {
  const parsed = parseSent(schema, planted(place, text), "");
  if (parsed.ok) return "accepts a text of any length";
  const others = parsed.errors.filter(({ detail }) => !detail.startsWith("Too long"));
  return others.length === 0 ? null : `is checked although it is too long: ${others[0]?.detail}`;
}

/** The longest list of a schema that states no maximum. */
const longestList = 10_000;

/** How many items of a list that is too long are looked at. */
function readsOf(schema: z.ZodType, place: Place): number {
  let reads = 0;
  const items: unknown[] = new Array(Math.min(mostIn(place.schema), longestList) + 1);
  const counting = new Proxy(items, {
    get(target, name) {
      if (typeof name === "string" && /^\d+$/.test(name)) reads += 1;
      return Reflect.get(target, name);
    },
  });
  parseSent(schema, planted(place, counting), "");
  return reads;
}

const marker = "here";

/** A valid input but for this value in one place. */
function planted(place: Place, value: unknown): unknown {
  const name = typeof value === "string" ? value : marker;
  return JSON.parse(place.put(JSON.stringify(place.kind === "key" ? name : marker), 0), (_, part: unknown) =>
    part === marker ? value : part,
  );
}
