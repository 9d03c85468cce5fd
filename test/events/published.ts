import { z } from "zod";
import type { Registry } from "../../src/kernel/registry.ts";

/** One published version of an event type. */
export interface Published {
  /** Below `test/golden/events`. */
  readonly file: string;
  readonly type: string;
  readonly version: number;
  /** The JSON schema of its data, as text. */
  readonly text: string;
}

export const goldenFolder = "test/golden/events";

/** The JSON schema of every version of every event that the modules declare. */
export function publishedBy({ eventByType }: Registry): readonly Published[] {
  return [...eventByType.values()].flatMap(({ type, schemas }) =>
    schemas.map((schema, index) => ({
      file: `${type}.v${index + 1}.json`,
      type,
      version: index + 1,
      text: `${JSON.stringify(z.toJSONSchema(schema, { io: "output", unrepresentable: "any" }), null, 2)}\n`,
    })),
  );
}
