import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";

/** A source file and what it imports. */
export interface Source {
  readonly path: string;
  readonly text: string;
  readonly imports: readonly Import[];
}

export interface Import {
  /** The path from the root for the project's own files, else the package's name. */
  readonly from: string;
  /** Whether nothing of it is left when the program runs. */
  readonly typeOnly: boolean;
}

/** All TypeScript below the folders given. */
export function readSources(...folders: readonly string[]): readonly Source[] {
  return folders.flatMap(filesBelow).map((path) => {
    const text = readFileSync(path, "utf8");
    return { path, text, imports: importsOf(path, text) };
  });
}

export function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(".ts") && !entry.name.endsWith(".d.ts"))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

const statement =
  /^\s*(?:import|export)\s+(?<clause>[^"';]*?)\s*from\s*"(?<from>[^"]+)"|^\s*import\s*"(?<bare>[^"]+)"|\bimport\(\s*"(?<inline>[^"]+)"\s*\)/gm;

export function importsOf(path: string, text: string): readonly Import[] {
  return [...text.matchAll(statement)].map(({ groups = {} }) => {
    const { clause = "", from, bare, inline } = groups;
    const named = from ?? bare ?? inline ?? "";
    return {
      from: named.startsWith(".") ? normalize(join(dirname(path), named)) : named,
      typeOnly: inline !== undefined || isTypeOnly(clause),
    };
  });
}

function isTypeOnly(clause: string): boolean {
  if (/^type\b/.test(clause)) return true;
  const names = /^\{([^}]*)\}$/
    .exec(clause)?.[1]
    ?.split(",")
    .map((name) => name.trim())
    .filter(Boolean);
  return names?.every((name) => name.startsWith("type ")) ?? false;
}
