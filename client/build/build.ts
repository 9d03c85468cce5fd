import { execFileSync } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { readDocument } from "./document.ts";
import { typesOf } from "./types.ts";

const root = join(import.meta.dirname, "..");

/** Writes the types of the document to `src/generated`, and compiles the package to `dist`. */
export async function buildClient(): Promise<void> {
  const generated = join(root, "src", "generated");
  mkdirSync(generated, { recursive: true });
  writeFileSync(join(generated, "api.ts"), await typesOf(await readDocument()));
  rmSync(join(root, "dist"), { recursive: true, force: true });
  compile("tsconfig.build.json");
}

/**
 * Compiles a project of the client.
 *
 * @throws With what the compiler says, if it finds an error.
 */
export function compile(project: string): void {
  const compiler = join(root, "..", "node_modules", "typescript", "lib", "tsc.js");
  try {
    execFileSync(process.execPath, [compiler, "-p", join(root, project)], {
      encoding: "utf8",
      stdio: "pipe",
    });
  } catch (error) {
    throw new Error(String(Object(error).stdout), { cause: error });
  }
}
