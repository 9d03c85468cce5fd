// `npm run openapi`: keeps the document as it is now. It refuses to take over what breaks clients, unless told so with `-- --break`.
import "../../../../local/node/text-modules.ts";
import { existsSync, writeFileSync } from "node:fs";

const [{ document }, { publishedFile, publishedOf, publishedText, readPublished }, { breaksOf }] =
  await Promise.all([import("../document.ts"), import("./kept.ts"), import("./operations.ts")]);

const published = publishedOf(Object(document));
const breaks = existsSync(publishedFile) ? breaksOf(readPublished(), published) : [];
if (breaks.length > 0) console.error(`Clients break:\n${breaks.join("\n")}`);
if (breaks.length > 0 && !process.argv.includes("--break")) process.exitCode = 1;
else writeFileSync(publishedFile, publishedText(published));
