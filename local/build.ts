import { execFile } from "node:child_process";
import { rm } from "node:fs/promises";
import { basename, join } from "node:path";
import { promisify, stripVTControlCharacters } from "node:util";
import { Problem } from "./problem.ts";
import { projectDir, readProjectConfig } from "./project.ts";

export interface Bundle {
  /** The path of the built entry module. The text modules it imports are in the same folder. */
  script: string;
}

interface BuildOptions {
  /** Names and lines stay, for a profile. */
  readonly readable?: boolean;
  /** Where esbuild writes what the bundle consists of. */
  readonly metafile?: string;
}

/** Bundles the Worker exactly as a deployment does, without network access. */
export async function build(
  outDir = join(projectDir, "dist"),
  { readable = false, metafile }: BuildOptions = {},
): Promise<Bundle> {
  // Wrangler doesn't remove the modules of earlier builds.
  await rm(outDir, { recursive: true, force: true });
  try {
    const args = [
      wrangler,
      "deploy",
      "--dry-run",
      "--outdir",
      outDir,
      // A library looks for it at its start, and the runtime then evaluates all that it consists of. Nothing in the Worker uses it.
      "--define",
      "process:undefined",
      ...(readable ? ["--minify=false"] : []),
      ...(metafile === undefined ? [] : ["--metafile", metafile]),
    ];
    await promisify(execFile)(process.execPath, args, {
      cwd: projectDir,
      env: { ...process.env, ...quiet },
      maxBuffer: 64 * 1024 * 1024,
    });
  } catch (error) {
    throw new Problem(`Failed to build the Worker.\n${outputOf(error)}`);
  }
  const main = readProjectConfig().main ?? "index.ts";
  return { script: join(outDir, basename(main).replace(/\.[cm]?tsx?$/, ".js")) };
}

const wrangler = join(projectDir, "node_modules", "wrangler", "bin", "wrangler.js");

const quiet = {
  CI: "1",
  DO_NOT_TRACK: "1",
  NO_COLOR: "1",
  WRANGLER_HIDE_BANNER: "true",
  WRANGLER_SEND_METRICS: "false",
  WRANGLER_SEND_ERROR_REPORTS: "false",
  WRANGLER_WRITE_LOGS: "false",
  CLOUDFLARE_CF_FETCH_ENABLED: "false",
};

function outputOf(error: unknown): string {
  const { stdout = "", stderr = "", message = "" } = error as Partial<Record<string, string>>;
  return stripVTControlCharacters(`${stdout}${stderr}`).trim() || message;
}
