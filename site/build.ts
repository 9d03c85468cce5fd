import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { graphiqlFiles } from "./graphiql/files.ts";
import { guideFiles } from "./guides.ts";
import { homePage } from "./home.ts";
import { llmsText } from "./llms.ts";
import { opsScript, opsStyles } from "./ops/bundle.ts";
import { opsPage } from "./ops/page.ts";
import { writeOutput } from "./output.ts";
import { readGuides } from "./read-guides.ts";
import { rendererScript } from "./renderer.ts";

const root = join(import.meta.dirname, "..");

/** Builds the static files of `/`, `/ops`, `/docs`, `/llms.txt` and `/openapi.json` into `public/`. */
export async function buildSite(): Promise<void> {
  const guides = readGuides(join(root, "docs", "guides"));
  writeOutput(join(root, "public"), {
    "index.html": String(await homePage(guides)),
    "llms.txt": llmsText(guides),
    "openapi.json": await openapiText(),
    ...(await guideFiles(guides)),
    "ops.html": String(await opsPage()),
    "assets/ops.js": await opsScript(),
    "assets/ops.css": opsStyles(),
    "assets/scalar.js": rendererScript(),
    ...(await graphiqlFiles()),
    ...assets("icon.svg", "reference.css", "reference.js", "site.css"),
  });
}

/** Node imports it as it is. A bundler, as vitest has for its configuration, has no text modules. */
async function openapiText(): Promise<string> {
  const file = pathToFileURL(join(root, "site", "openapi.ts")).href;
  return ((await import(file)) as typeof import("./openapi.ts")).openapiText();
}

function assets(...names: readonly string[]): Record<string, string> {
  return Object.fromEntries(names.map((name) => [`assets/${name}`, readAsset(name)]));
}

function readAsset(name: string): string {
  return readFileSync(join(import.meta.dirname, "assets", name), "utf8");
}
