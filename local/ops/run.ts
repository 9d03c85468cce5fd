import { CommanderError } from "commander";
import { messageOf } from "../problem.ts";
import { commands } from "./commands.ts";
import { contextOf } from "./context.ts";
import { type Exit, exits, Failure } from "./exits.ts";
import type { Io } from "./io.ts";
import { newProgram, type Start } from "./program.ts";

/** Runs `npm run ops -- …` and returns what the process exits with. */
export async function run(args: readonly string[], io: Io): Promise<number> {
  let exit: Exit = exits.fine;
  const start: Start = async (options, work) => {
    exit = await work(contextOf(options, io));
  };
  const program = newProgram("npm run ops --", description).configureOutput({
    writeOut: (text) => io.out.write(text),
    writeErr: (text) => io.err.write(text),
    getOutHelpWidth: () => io.out.columns ?? 100,
  });
  for (const register of commands) register(program, start);
  try {
    await program.parseAsync([...args], { from: "user" });
    return exit;
  } catch (error) {
    return report(error, args, io);
  }
}

const description = `Looks after a platform, from a terminal.

Exits with 0 if all is fine, 1 if something is wrong, 2 if the command line makes no sense, and 3 if the platform can't be reached or does not accept the token. Times are in UTC.`;

function report(error: unknown, args: readonly string[], io: Io): number {
  // The library has printed its own.
  if (error instanceof CommanderError) return error.exitCode === 0 ? exits.fine : exits.usage;
  if (io.interrupted.aborted) return exits.fine;
  if (!(error instanceof Failure)) throw error;
  if (args.includes("--json")) io.out.write(`${JSON.stringify(error.details)}\n`);
  io.err.write(`${messageOf(error)}\n`);
  return error.exit;
}
