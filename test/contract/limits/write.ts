// `npm run limits`: writes docs/limits.md from the limits in the code.
import "../../../local/node/text-modules.ts";
import { writeFileSync } from "node:fs";

const { limitsFile, limitsTable } = await import("./table.ts");
writeFileSync(limitsFile, limitsTable());
