import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

/**
 * Makes a folder hold these files. Files that are as they should be stay untouched, and others are replaced at once: a
 * platform that runs from the folder, or a second build, never sees half a file.
 */
export function writeOutput(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) {
    const path = join(folder, name);
    if (readOrNull(path) === text) continue;
    mkdirSync(dirname(path), { recursive: true });
    const temporary = `${path}.${process.pid}.new`;
    writeFileSync(temporary, text);
    renameSync(temporary, path);
  }
  for (const name of listFiles(folder)) {
    const isOfAnotherBuild = name.endsWith(".new");
    if (!(name in files) && name !== ".gitignore" && !isOfAnotherBuild)
      rmSync(join(folder, name), { force: true });
  }
}

function readOrNull(path: string): string | null {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return null;
  }
}

function listFiles(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1));
}
