import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs, parseEnv } from "node:util";
import { messageOf, Problem } from "../problem.ts";
import { projectDir } from "../project.ts";
import { seedDemo } from "./seed.ts";

/*
 * `npm run seed`: makes the demo shop on a platform that runs already, such as `npm run dev`. A repeat goes on where it
 * was, and prints the admin key.
 */
const { values } = parseArgs({
  options: {
    url: { type: "string", default: "http://localhost:8787" },
    token: { type: "string" },
    state: { type: "string", default: join(projectDir, ".wrangler", "seed") },
  },
});

try {
  mkdirSync(values.state, { recursive: true, mode: 0o700 });
  const platformToken = values.token ?? process.env.PLATFORM_TOKEN ?? tokenOfDev();
  const key = await seedDemo({ url: values.url, stateDir: values.state, platformToken });
  console.log(`The demo shop is at ${values.url}, tenant "demo". Its admin key is ${key}`);
} catch (error) {
  console.error(error instanceof Problem ? error.message : messageOf(error));
  process.exitCode = 1;
}

/** The token that `npm run dev` uses. */
function tokenOfDev(): string {
  const file = join(projectDir, ".dev.vars");
  const token = existsSync(file) ? parseEnv(readFileSync(file, "utf8")).PLATFORM_TOKEN : undefined;
  if (token === undefined) throw new Problem("There is no PLATFORM_TOKEN in .dev.vars. Pass --token.");
  return token;
}
