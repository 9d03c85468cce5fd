import { Command, CommanderError, InvalidArgumentError, Option } from "commander";
import { kinds, type LineFilter, levels } from "./filter.ts";

/** Where the log comes from. */
export type Origin =
  | { readonly from: "wrangler"; readonly args: readonly string[] }
  | { readonly from: "stdin" }
  | { readonly from: "file"; readonly path: string };

export interface TailOptions {
  readonly origin: Origin;
  readonly filter: LineFilter;
  readonly isJson: boolean;
}

interface Given {
  readonly tenant?: string;
  readonly trace?: string;
  readonly route?: string;
  readonly level?: LineFilter["level"];
  readonly slow?: number;
  readonly kind?: LineFilter["kinds"];
  readonly json?: boolean;
  readonly worker?: string;
  readonly env?: string;
}

/**
 * Reads the command line of `npm run tail`.
 *
 * @throws CommanderError if it makes no sense, or asks for help. The message is printed already.
 */
export function readTailOptions(
  args: readonly string[],
  write: (text: string) => void,
  writeError: (text: string) => void,
): TailOptions {
  const command = new Command("npm run tail --")
    .description(description)
    .argument("[source]", "a file, or - for standard input; else `wrangler tail` is run")
    .option("--tenant <id>", "only of a tenant: its id, or the end of it")
    .option("--trace <id>", "only of a trace: its id, or the beginning of it")
    .option("--route <text>", "only if route, operation, subscription or job contain this")
    .addOption(new Option("--level <level>", "only of this level and above").choices(levels))
    .option("--slow <ms>", "only what took this long", milliseconds)
    .option("--kind <kinds>", `only of these kinds, such as request,error; of ${kinds.join(" ")}`, kindsOf)
    .option("--json", "print the lines as they are")
    .option("--worker <name>", "with wrangler: the Worker's name, else that of wrangler.toml")
    .option("--env <name>", "with wrangler: the environment")
    .helpOption("--help", "print this")
    .exitOverride()
    .configureOutput({ writeOut: write, writeErr: writeError });
  command.parse([...args], { from: "user" });
  const given = command.opts<Given>();
  return {
    origin: originOf(command.args[0], given),
    filter: {
      tenant: given.tenant ?? null,
      trace: given.trace ?? null,
      route: given.route ?? null,
      level: given.level ?? null,
      slowMs: given.slow ?? null,
      kinds: given.kind ?? null,
    },
    isJson: given.json === true,
  };
}

/** Whether the command line was answered with the help it asked for. */
export function isHelp(error: unknown): boolean {
  return error instanceof CommanderError && error.exitCode === 0;
}

const description = `Shows a Worker's log: one line for each unit of work.

  npm run tail                                of the deployed Worker
  npm start -- --json | npm run tail -- -     of the local server
  npm run tail -- FILE                        of a file

Times are in UTC. Text that is no line of the log is dimmed, and left out while something is filtered.`;

function originOf(source: string | undefined, { worker, env }: Given): Origin {
  if (source === "-") return { from: "stdin" };
  if (source !== undefined) return { from: "file", path: source };
  const args = [worker ?? [], env === undefined ? [] : ["--env", env]].flat();
  return { from: "wrangler", args: ["tail", ...args, "--format", "json"] };
}

function milliseconds(text: string): number {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new InvalidArgumentError("must be a number of milliseconds.");
}

function kindsOf(text: string): LineFilter["kinds"] {
  const wanted = text.split(",");
  const unknown = wanted.find((name) => !kinds.some((kind) => kind === name));
  if (unknown !== undefined)
    throw new InvalidArgumentError(`"${unknown}" is not one of ${kinds.join(", ")}.`);
  return kinds.filter((kind) => wanted.includes(kind));
}
