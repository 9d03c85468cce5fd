import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { exits, Failure } from "./exits.ts";

/** The options that every command has. */
export interface SharedOptions {
  readonly url?: string;
  readonly token?: string;
  readonly tenant?: string;
  readonly json?: boolean;
}

/** Which platform is called, and with what. */
export interface Target {
  readonly url: string;
  readonly token: string;
  readonly tenant: string | null;
}

type Env = Readonly<Record<string, string | undefined>>;

/** The folder of the project. Not from `project.ts`, which loads Wrangler. */
const projectDir = join(import.meta.dirname, "..", "..");

export function targetOf(options: SharedOptions, env: Env): Target {
  const url = urlOf(options.url ?? (env.RUSTOK_URL || localUrl(env)));
  return {
    url: url.href.replace(/\/+$/, ""),
    token: options.token ?? (env.PLATFORM_TOKEN || tokenOfLocalServer(url, env)),
    tenant: options.tenant ?? null,
  };
}

function localUrl({ PORT }: Env): string {
  return `http://localhost:${PORT && PORT !== "0" ? PORT : 8787}`;
}

function urlOf(text: string): URL {
  const url = URL.parse(text);
  if (url !== null && /^https?:$/.test(url.protocol)) return url;
  throw new Failure(exits.usage, `--url must be an address such as https://shops.example, not "${text}".`);
}

/** The local server's token is sent to no other machine. */
function tokenOfLocalServer({ hostname, host }: URL, { STATE_DIR }: Env): string {
  if (!/^(?:(?:.+\.)?localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(hostname))
    throw new Failure(exits.usage, `Set PLATFORM_TOKEN, or pass --token, to call ${host}.`);
  const folder = STATE_DIR || join(projectDir, ".data");
  const file = join(folder, "platform-token");
  if (existsSync(file)) return readFileSync(file, "utf8").trim();
  throw new Failure(
    exits.usage,
    `There is no platform token in ${folder}. Run "npm start" with the same STATE_DIR, set PLATFORM_TOKEN, or pass --token.`,
  );
}
