import "../node/text-modules.ts";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { Problem } from "../problem.ts";
import { projectDir } from "../project.ts";
import type { Target } from "./fill.ts";
import { createProgress } from "./progress.ts";

const usage = `npm run generate -- [--products 1000] [--tenant demo] [--seed 1] [--fast]

Fills a tenant of the local platform with products, collections and categories. The same seed gives the same content.
Without --fast, it calls the platform that "npm start" runs, with the same PORT, PLATFORM_TOKEN and STATE_DIR.
With --fast, the platform must be stopped. The same code then writes to its databases directly.`;

try {
  await generate();
} catch (error) {
  console.error(error instanceof Problem ? error.message : error);
  process.exitCode = 1;
}

async function generate(): Promise<void> {
  const { products, tenant, seed, fast, help } = readOptions();
  if (help) return console.log(usage);
  const stateDir = process.env.STATE_DIR || join(projectDir, ".data");
  // Imported dynamically, after the hook that makes text files importable is registered.
  const { fill } = await import("./fill.ts");
  const fillIt = async (target: Target) => {
    const progress = createProgress(products);
    await fill(target, { seed, products, onProgress: progress.show });
    progress.finish();
  };
  if (fast) {
    const { withStoppedTarget } = await import("./stopped.ts");
    return withStoppedTarget(stateDir, tenant, fillIt);
  }
  const { runningTarget } = await import("./running.ts");
  const url = `http://localhost:${process.env.PORT || 8787}`;
  await fillIt(await runningTarget({ url, slug: tenant, platformToken: platformToken(stateDir) }));
}

function readOptions() {
  try {
    const { values } = parseArgs({
      options: {
        products: { type: "string", default: "1000" },
        tenant: { type: "string", default: "demo" },
        seed: { type: "string", default: "1" },
        fast: { type: "boolean", default: false },
        help: { type: "boolean", default: false },
      },
    });
    return { ...values, products: count("products", values.products), seed: count("seed", values.seed) };
  } catch (error) {
    throw new Problem(`${error instanceof Error ? error.message : error}\n\n${usage}`);
  }
}

function count(name: string, text: string): number {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new Problem(`--${name} must be a whole number, not "${text}".`);
}

function platformToken(stateDir: string): string {
  const file = join(stateDir, "platform-token");
  if (process.env.PLATFORM_TOKEN) return process.env.PLATFORM_TOKEN;
  if (existsSync(file)) return readFileSync(file, "utf8").trim();
  throw new Problem(`There is no platform token in ${stateDir}. Run "npm start", or set PLATFORM_TOKEN.`);
}
