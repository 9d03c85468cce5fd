// `npm run log-fields`: writes docs/log-fields.md from the shapes in the code.
import { writeFileSync } from "node:fs";
import { fieldsFile, fieldsTable } from "./table.ts";

writeFileSync(fieldsFile, fieldsTable());
