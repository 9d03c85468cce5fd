import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { differences, fits } from "./compare.ts";
import type { Step } from "./parse.ts";

/** A reader of a guide: a folder of their own, a shell, and the variables that they have set so far. */
export interface Reader {
  /** Runs a step as it is written. The result is how it differs from what the guide shows; none if it fits. */
  follow(step: Step): Promise<readonly string[]>;
  leave(): void;
}

/**
 * `variables` are those that guides take from the output of `npm start`. Guides name its default port. `client` is a folder that has
 * the typed client installed.
 */
export function createReader(
  port: number,
  variables: Readonly<Record<string, string>>,
  client: string,
): Reader {
  const folder = mkdtempSync(join(tmpdir(), "rustok-guide-"));
  symlinkSync(join(client, "node_modules"), join(folder, "node_modules"));
  const known: Record<string, string> = { ...variables };
  let last: Output = { text: "", headers: "" };
  return {
    async follow({ language, code, answer }) {
      const localised = code.replaceAll("localhost:8787", `localhost:${port}`);
      const lines = localised.split("\n").filter((line) => !assigns(line, last, known));
      const rest = lines.join("\n").trim();
      if (rest === "") return [];
      last = language === "js" ? await runScript(folder, rest, known) : await runShell(folder, rest, known);
      return answer === null ? [] : compare(answer.language, answer.text, last);
    },
    leave: () => rmSync(folder, { recursive: true, force: true }),
  };
}

interface Output {
  readonly text: string;
  /** The header section of the last HTTP response. */
  readonly headers: string;
}

const assignment = /^(\w+)=.*# the answer's (?:(\/\S*)|(\S+) header)$/;

/** `CART='…' # the answer's /id`: sets a variable from the last answer, by JSON Pointer or header. */
function assigns(line: string, { text, headers }: Output, known: Record<string, string>): boolean {
  const [, name, pointer, header] = assignment.exec(line) ?? [];
  if (name === undefined) return false;
  const value = pointer === undefined ? headerIn(headers, header ?? "") : valueAt(bodyIn(text), pointer);
  if (value === undefined) throw new Error(`The answer doesn't have what this line takes from it: ${line}`);
  known[name] = String(value);
  return true;
}

function valueAt(text: string, pointer: string): unknown {
  return pointer
    .split("/")
    .slice(1)
    .reduce<unknown>((value, part) => Reflect.get(Object(value), part), JSON.parse(text));
}

function headerIn(headers: string, name: string): string | undefined {
  return new RegExp(`^${name}: (.*)$`, "im").exec(headers)?.[1]?.trim();
}

/** What a command printed, without the headers that `curl -i` prints before the body. */
function bodyIn(text: string): string {
  return text.startsWith("HTTP/") ? text.slice(text.search(/\r?\n\r?\n/)).trim() : text;
}

const prelude = `set -euo pipefail
curl() { command curl -sS -D "$HEADERS" "$@"; }
uuidgen() { "$NODE" -p 'crypto.randomUUID()'; }
`;

async function runShell(folder: string, code: string, variables: Record<string, string>): Promise<Output> {
  const headers = join(folder, ".headers");
  writeFileSync(headers, "");
  const env = { ...process.env, ...variables, HEADERS: headers, NODE: process.execPath };
  const text = await run("bash", ["-c", prelude + code], folder, env);
  return { text, headers: lastSection(readFileSync(headers, "utf8")) };
}

/** With `Expect: 100-continue` there are several. */
function lastSection(headers: string): string {
  return (
    headers
      .trim()
      .split(/\r?\n\r?\n/)
      .at(-1) ?? ""
  );
}

async function runScript(folder: string, code: string, variables: Record<string, string>): Promise<Output> {
  writeFileSync(join(folder, "script.mjs"), code);
  const text = await run(process.execPath, ["script.mjs"], folder, { ...process.env, ...variables });
  return { text, headers: "" };
}

function run(program: string, args: string[], cwd: string, env: NodeJS.ProcessEnv): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile(program, args, { cwd, env, timeout: 30_000 }, (error, stdout, stderr) => {
      if (error === null) resolve(stdout);
      else reject(new Error(`${args.at(-1)}\n${stdout}\n${stderr}`, { cause: error }));
    });
  });
}

function compare(language: string, shown: string, { text, headers }: Output): readonly string[] {
  switch (language) {
    case "json":
      return [...statusDifferences(/^HTTP\/1.1 2/, headers), ...jsonDifferences(shown, bodyIn(text))];
    case "http": {
      const [head = "", body = ""] = shown.split(/\n\n/);
      const [status = "", ...fields] = head.split("\n");
      return [
        ...(headers.startsWith(status)
          ? []
          : [`shown ${status}, but it is ${headers.split("\r\n")[0]}\n${text}`]),
        ...fields.flatMap((field) => fieldDifferences(field, headers)),
        ...(body === "" ? [] : jsonDifferences(body, bodyIn(text))),
      ];
    }
    default:
      return fits(shown.trim(), text.replaceAll("\r", "").trim())
        ? []
        : [`shown:\n${shown}\nbut it is:\n${text}`];
  }
}

function statusDifferences(expected: RegExp, headers: string): readonly string[] {
  return expected.test(headers) ? [] : [`the status is ${headers.split("\r\n")[0]}`];
}

function fieldDifferences(field: string, headers: string): readonly string[] {
  const [name = "", ...value] = field.split(": ");
  const actual = headerIn(headers, name) ?? "";
  return fits(value.join(": "), actual) ? [] : [`shown ${field}, but it is ${actual}`];
}

function jsonDifferences(shown: string, text: string): readonly string[] {
  return differences(JSON.parse(shown), parsed(text)).map((line) => `${line}\nin ${text.slice(0, 1_500)}`);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
