import { randomBytes } from "node:crypto";
import { existsSync, linkSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { codeOf } from "../problem.ts";

/** Reads a secret from the state folder, or generates and stores it. Only the file's owner can read it. */
export function keptSecret(dir: string, name: string): { value: string; made: boolean } {
  const file = join(dir, name);
  if (existsSync(file)) return { value: readFileSync(file, "utf8").trim(), made: false };
  const value = randomBytes(32).toString("base64url");
  const draft = writeDraft(file, `${value}\n`);
  try {
    // Unlike a rename, a link doesn't replace a secret that another start has stored in the meantime.
    linkSync(draft, file);
    return { value, made: true };
  } catch (error) {
    if (codeOf(error) !== "EEXIST") throw error;
    return keptSecret(dir, name);
  } finally {
    rmSync(draft, { force: true });
  }
}

/** Replaces a file atomically: after a kill, the file has either its old or its new content. */
export function writeWhole(file: string, text: string): void {
  renameSync(writeDraft(file, text), file);
}

function writeDraft(file: string, text: string): string {
  const draft = `${file}.${process.pid}.draft`;
  writeFileSync(draft, text, { mode: 0o600 });
  return draft;
}
