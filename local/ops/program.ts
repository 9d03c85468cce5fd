import { Command, InvalidArgumentError as InvalidArgument } from "commander";
import type { Context } from "./context.ts";
import type { Exit } from "./exits.ts";
import type { SharedOptions } from "./target.ts";

/** Runs a command's work, and remembers what the process exits with. */
export type Start = (options: SharedOptions, work: (context: Context) => Promise<Exit>) => Promise<void>;

/** Adds a command to the program. */
export type Register = (program: Command, start: Start) => void;

/** A command with the options that every command has. */
export function commandOf(program: Command, usage: string, summary: string, details = ""): Command {
  return program
    .command(usage)
    .summary(summary)
    .description(details === "" ? `${summary}.` : `${summary}.\n\n${details}`)
    .option("--url <address>", "the platform; RUSTOK_URL, else the local server")
    .option(
      "--token <token>",
      "the platform token; PLATFORM_TOKEN, else that of the local server in STATE_DIR",
    )
    .option("--tenant <tenant>", "a tenant's slug or id")
    .option("--json", "print JSON: one document, or a line for each item of a stream")
    .helpOption("--help", "print this");
}

/** An option's value that must be a whole number. */
export function wholeNumber(text: string): number {
  if (/^\d{1,15}$/.test(text)) return Number(text);
  throw new InvalidArgument(`must be a whole number, not "${text}".`);
}

export function newProgram(name: string, description: string): Command {
  return new Command(name)
    .description(description)
    .helpOption("--help", "print this")
    .helpCommand(false)
    .showHelpAfterError(`(${name} --help has all commands and options)`)
    .exitOverride();
}
