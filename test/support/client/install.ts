import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { cp, mkdir, symlink, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

/** Builds the client and installs it in a folder, as npm would: what is there can import `@rustok-edge/client`. */
export async function installClient(folder: string): Promise<void> {
  const modules = join(folder, "node_modules");
  const client = join(modules, "@rustok-edge", "client");
  await mkdir(client, { recursive: true });
  for (const name of ["openapi-fetch", "@types"]) await symlink(packageNamed(name), join(modules, name));
  await writeFile(join(folder, "package.json"), '{ "type": "module" }');
  await run(process.execPath, ["build/main.ts", client], { cwd: "client" });
  for (const name of ["examples", "types"])
    await cp(join("client", name), join(folder, name), { recursive: true });
}

/** Where npm has put a package: among those of the client, or among those of all. */
function packageNamed(name: string): string {
  const path = ["client/node_modules", "node_modules"].map((one) => resolve(one, name)).find(existsSync);
  if (path === undefined) throw new Error(`${name} is not installed`);
  return path;
}

/** Compiles the examples and the type tests of an installed client. Answers what the compiler says. */
export async function compileUses(folder: string): Promise<string> {
  await cp("client/tsconfig.json", join(folder, "tsconfig.json"));
  const compiler = resolve("node_modules/typescript/lib/tsc.js");
  const compiled = await run(process.execPath, [compiler, "-p", folder]).catch((error: unknown) =>
    Object(error),
  );
  return String(compiled.stdout);
}
