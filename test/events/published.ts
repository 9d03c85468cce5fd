import { isDeepStrictEqual } from "node:util";
import { z } from "zod";
import type { Registry } from "../../src/kernel/registry.ts";
import { sampleOf } from "./sample.ts";

/** One published version of an event or a state. */
export interface Published {
  /** Below the golden folder. */
  readonly file: string;
  readonly type: string;
  readonly version: number;
  /** The JSON schema, as text. */
  readonly text: string;
  /** An example made up by the schema. */
  readonly sample: () => unknown;
}

/** Where the schemas are kept: of events, and of states. */
export const goldenFolders = { events: "test/golden/events", states: "test/golden/states" } as const;

/** The JSON schema of every version of every event that the modules declare. */
export function publishedEvents({ eventByType }: Pick<Registry, "eventByType">): readonly Published[] {
  return [...eventByType.values()].flatMap(({ type, schemas }) => publish(type, schemas));
}

/** The JSON schema of every version of every state that the modules declare. */
export function publishedStates({ stateByType }: Pick<Registry, "stateByType">): readonly Published[] {
  return [...stateByType.values()].flatMap(({ aggregate, schemas }) => publish(aggregate, schemas));
}

function publish(type: string, schemas: readonly z.ZodType[]): readonly Published[] {
  return schemas.map((schema, index) => {
    const json = z.toJSONSchema(schema, { io: "output", unrepresentable: "any" });
    return {
      file: `${type}.v${index + 1}.json`,
      type,
      version: index + 1,
      text: `${JSON.stringify(json, null, 2)}\n`,
      // What was parsed is what came in: no schema here makes another value of it.
      sample: () => sampleOf(z.toJSONSchema(schema, { io: "input", unrepresentable: "any" }), index + 1),
    };
  });
}

/** Where the sample of a version is kept, beside its schema. */
export function sampleFile({ type, version }: Pick<Published, "type" | "version">): string {
  return `samples/${type}.v${version}.json`;
}

/** What is wrong where a published schema is no longer what it was; null where it is. */
export function changeOf(type: string, text: string, kept: string): string | null {
  if (isDeepStrictEqual(JSON.parse(text), JSON.parse(kept))) return null;
  return `The schema of ${type} has changed, but what has this version is stored for good: leave it as it was, and add a version with \`.next(schema, step)\`.`;
}

/** A chain of versions: of an event's data or of a state. */
export interface Versions {
  readonly type: string;
  readonly schemas: readonly z.ZodType[];
  /** One for every version but the newest. */
  readonly steps: readonly ((older: unknown) => unknown)[];
}

/** What is wrong with a chain of versions, as sentences that say what to do. */
export function complaintsOf(
  { type, schemas, steps }: Versions,
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
        `${type} has no way from version ${version} to ${version + 1}: give \`.next(schema, step)\` a step.`,
      ];
    const carried = next.safeParse(step(sample));
    if (carried.success) return [];
    return [
      `${type}: the sample of version ${version}, carried over, is no version ${version + 1}: mend the step (${z.prettifyError(carried.error)}).`,
    ];
  });
}
