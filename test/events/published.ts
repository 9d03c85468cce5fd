import { isDeepStrictEqual } from "node:util";
import { z } from "zod";
import type { Registry } from "../../src/kernel/registry.ts";
import type { EventDefinition } from "../../src/kernel/write/event.ts";
import { sampleOf } from "./sample.ts";

/** One published version of an event type. */
export interface Published {
  /** Below `test/golden/events`. */
  readonly file: string;
  readonly type: string;
  readonly version: number;
  /** The JSON schema of its data, as text. */
  readonly text: string;
  /** An example of its data; a later version's is the one before it, carried over. */
  readonly sample: () => unknown;
}

export const goldenFolder = "test/golden/events";

/** The JSON schema of every version of every event that the modules declare. */
export function publishedBy({ eventByType }: Registry): readonly Published[] {
  return [...eventByType.values()].flatMap(({ type, schemas }) =>
    schemas.map((schema, index) => {
      const json = z.toJSONSchema(schema, { io: "output", unrepresentable: "any" });
      return {
        file: `${type}.v${index + 1}.json`,
        type,
        version: index + 1,
        text: `${JSON.stringify(json, null, 2)}\n`,
        // What was parsed is what came in: no event's schema makes another value of it.
        sample: () => sampleOf(z.toJSONSchema(schema, { io: "input", unrepresentable: "any" }), index + 1),
      };
    }),
  );
}

/** Where the sample of a version is kept, beside its schema. */
export function sampleFile({ type, version }: Pick<Published, "type" | "version">): string {
  return `samples/${type}.v${version}.json`;
}

/** What is wrong where a published schema is no longer what it was; null where it is. */
export function changeOf(type: string, text: string, kept: string): string | null {
  if (isDeepStrictEqual(JSON.parse(text), JSON.parse(kept))) return null;
  return `The schema of ${type} has changed, but events of this version are stored for good: leave it as it was, and add a version with \`.next(schema, upcast)\`.`;
}

/** What is wrong with the chain of an event's versions, as sentences that say what to do. */
export function complaintsOf(
  { type, schemas, steps }: Pick<EventDefinition, "type" | "schemas" | "steps">,
  sampleFor: (event: { readonly type: string; readonly version: number }) => unknown,
): readonly string[] {
  return schemas.flatMap((schema, index) => {
    const version = index + 1;
    const sample = sampleFor({ type, version });
    const own = schema.safeParse(sample);
    if (!own.success) {
      return [
        `${type}: the sample of version ${version} does not fit its own schema (${z.prettifyError(own.error)}): write one that does, by hand if need be.`,
      ];
    }
    const next = schemas[version];
    if (next === undefined) return [];
    const step = steps[index];
    if (step === undefined)
      return [
        `${type} has no way from version ${version} to ${version + 1}: give \`.next(schema, upcast)\` an upcast.`,
      ];
    const carried = next.safeParse(step(sample));
    if (carried.success) return [];
    return [
      `${type}: the sample of version ${version}, carried over, is no version ${version + 1}: mend the upcast (${z.prettifyError(carried.error)}).`,
    ];
  });
}
