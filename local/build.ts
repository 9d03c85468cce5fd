import { execFile } from "node:child_process";
import { rm, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { promisify } from "node:util";
import { type BuildOptions as BundlerOptions, build as bundle } from "esbuild";
import { Problem } from "./problem.ts";
import { projectDir, readProjectConfig } from "./project.ts";

export interface Bundle {
  /** The path of the built entry module. The modules it imports are in the same folder. */
  script: string;
}

interface BuildOptions {
  /** Names and lines stay, for a profile. */
  readonly readable?: boolean;
  /** Where esbuild writes what the bundle consists of. */
  readonly metafile?: string;
}

/** Builds the static files, and the Worker exactly as it is deployed, without network access. */
export async function build(outDir?: string, options?: BuildOptions): Promise<Bundle> {
  try {
    await promisify(execFile)(process.execPath, [join("site", "main.ts")], { cwd: projectDir });
  } catch (error) {
    throw new Problem(`Failed to build the pages.\n${outputOf(error)}`);
  }
  return bundleWorker(outDir, options);
}

/** Bundles the Worker into an entry and parts that are imported on use. */
export async function bundleWorker(
  outDir = join(projectDir, "dist"),
  { readable = false, metafile }: BuildOptions = {},
): Promise<Bundle> {
  const worker = workerOfProject();
  // What esbuild does not write again stays in the folder.
  await rm(outDir, { recursive: true, force: true });
  try {
    const result = await bundle({
      ...bundlerOptions(worker),
      outdir: outDir,
      minify: !readable,
      sourcemap: true,
    });
    if (metafile !== undefined) await writeFile(metafile, JSON.stringify(result.metafile));
  } catch (error) {
    throw new Problem(`Failed to build the Worker.\n${outputOf(error)}`);
  }
  return { script: join(outDir, basename(worker.main).replace(/\.[cm]?tsx?$/, ".js")) };
}

export interface WorkerSource {
  readonly dir: string;
  readonly main: string;
  readonly alias: Record<string, string>;
}

export function workerOfProject(): WorkerSource {
  const { alias } = readProjectConfig();
  return { dir: projectDir, main: "src/index.ts", alias: { ...alias } };
}

/** With parts, V8 reads neither what a start doesn't need nor each function twice: docs/adr/115-a-start-makes-no-schemas.md. */
export function bundlerOptions({ dir, main, alias }: WorkerSource) {
  return {
    absWorkingDir: dir,
    entryPoints: [main],
    bundle: true,
    splitting: true,
    // `rules` in wrangler.toml tells Wrangler to upload them.
    chunkNames: "part-[name]-[hash]",
    format: "esm",
    target: "es2024",
    conditions: ["workerd", "worker", "browser"],
    external: ["cloudflare:*", "node:*"],
    loader: { ".sql": "text", ".txt": "text", ".wasm": "copy" },
    define: {
      // A library looks for it at its start, and the runtime then evaluates all that it consists of. Nothing in the Worker uses it.
      process: "undefined",
      "process.env.NODE_ENV": '"production"',
      "globalThis.process.env.NODE_ENV": '"production"',
      "navigator.userAgent": '"Cloudflare-Workers"',
    },
    alias,
    metafile: true,
    logLevel: "silent",
  } satisfies BundlerOptions;
}

function outputOf(error: unknown): string {
  const { stderr = "", message = "" } = error as Partial<Record<string, string>>;
  return stderr.trim() || message;
}
