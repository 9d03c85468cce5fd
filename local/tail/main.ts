import { spawn } from "node:child_process";
import { createReadStream } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { CommanderError } from "commander";
import { codeOf, messageOf } from "../problem.ts";
import { terminalOf } from "../terminal/terminal.ts";
import { isHelp, type Origin, readTailOptions } from "./options.ts";
import { createView } from "./view.ts";

/** `npm run tail`. */
const projectDir = join(import.meta.dirname, "..", "..");

// The reader of the output may close the pipe first, such as `head`.
process.stdout.on("error", () => process.exit(0));

try {
  const { origin, filter, isJson } = readTailOptions(
    process.argv.slice(2),
    (text) => process.stdout.write(text),
    (text) => process.stderr.write(text),
  );
  const show = createView(filter, isJson, terminalOf(process.stdout, process.env));
  for await (const text of createInterface({ input: open(origin), crlfDelay: Number.POSITIVE_INFINITY }))
    for (const line of show(text)) process.stdout.write(`${line}\n`);
} catch (error) {
  if (error instanceof CommanderError) process.exitCode = isHelp(error) ? 0 : 2;
  else {
    console.error(
      codeOf(error) === "ENOENT" ? `There is no such file: ${messageOf(error)}` : messageOf(error),
    );
    process.exitCode = 1;
  }
}

function open(origin: Origin): Readable {
  switch (origin.from) {
    case "stdin":
      // Ctrl-C goes to the whole pipe. What is before this may still have something to say.
      process.on("SIGINT", () => undefined);
      return process.stdin;
    case "file":
      return createReadStream(origin.path);
    case "wrangler":
      return wrangler(origin.args);
  }
}

function wrangler(args: readonly string[]): Readable {
  const file = join(projectDir, "node_modules", "wrangler", "bin", "wrangler.js");
  const child = spawn(process.execPath, [file, ...args], {
    cwd: projectDir,
    stdio: ["ignore", "pipe", "inherit"],
  });
  child.on("exit", (code) => {
    process.exitCode = code === null || code === 0 ? 0 : 1;
  });
  return child.stdout;
}
