import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { readDocument } from "./document.ts";
import { typesOf } from "./types.ts";

const root = join(import.meta.dirname, "..");
const sources = ["package.json", "src", "tsconfig.json", "tsconfig.build.json"];

/** Writes the types of the document to `src/generated`, and compiles the package to `dist`: here, or in a copy in `folder`. */
export async function buildClient(folder = root): Promise<void> {
  if (folder !== root)
    for (const one of sources) cpSync(join(root, one), join(folder, one), { recursive: true });
  const generated = join(folder, "src", "generated");
  mkdirSync(generated, { recursive: true });
  writeFileSync(join(generated, "api.ts"), await typesOf(await readDocument()));
  rmSync(join(folder, "dist"), { recursive: true, force: true });
  compile(join(folder, "tsconfig.build.json"));
}

/** @throws With what the compiler says, if it finds an error. */
function compile(project: string): void {
  const compiler = join(root, "..", "node_modules", "typescript", "lib", "tsc.js");
  try {
    execFileSync(process.execPath, [compiler, "-p", project], { encoding: "utf8", stdio: "pipe" });
  } catch (error) {
    throw new Error(String(Object(error).stdout), { cause: error });
  }
}
