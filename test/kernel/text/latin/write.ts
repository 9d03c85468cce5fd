// `npm run latin`: writes the table of Latin letters from the library that has them.
import { writeFileSync } from "node:fs";
import { latinFile, latinTable } from "./table.ts";

writeFileSync(latinFile, latinTable());
