import * as z from "zod";
import { vector } from "../vector.ts";

/** The format of the vectors for programs in other languages. */
export const schemaFile = "test/golden/money/format/vectors.schema.json";

/** The JSON Schema of a file of vectors. */
export function schemaOfVectors(): unknown {
  return z.toJSONSchema(z.array(vector));
}
