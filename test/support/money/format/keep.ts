import { writeFileSync } from "node:fs";
import { schemaFile, schemaOfVectors } from "./schema.ts";

// `npm run vectors` writes the format of the vectors anew.
writeFileSync(schemaFile, `${JSON.stringify(schemaOfVectors(), null, 2)}\n`);
