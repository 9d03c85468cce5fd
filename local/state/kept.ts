import { randomBytes } from "node:crypto";
import { existsSync, linkSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { codeOf } from "../problem.ts";

/** A secret that is made once and kept in the state folder, readable by its owner only. */
export function keptSecret(dir: string, name: string): { value: string; made: boolean } {
  const file = join(dir, name);
  if (existsSync(file)) return { value: readFileSync(file, "utf8").trim(), made: false };
  const value = randomBytes(32).toString("base64url");
  const draft = writeDraft(file, `${value}\n`);
  try {
    // A link, unlike a rename, does not replace what another start has made meanwhile.
    linkSync(draft, file);
    return { value, made: true };
  } catch (error) {
    if (codeOf(error) !== "EEXIST") throw error;
    return keptSecret(dir, name);
  } finally {
    rmSync(draft, { force: true });
  }
}

/** Replaces a file as a whole, so that a kill leaves the old one or the new one. */
export function writeWhole(file: string, text: string): void {
  renameSync(writeDraft(file, text), file);
}

function writeDraft(file: string, text: string): string {
  const draft = `${file}.${process.pid}.draft`;
  writeFileSync(draft, text, { mode: 0o600 });
  return draft;
}
