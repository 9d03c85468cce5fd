import { parseArgs } from "node:util";
import { messageOf, Problem } from "./problem.ts";

/** What `npm start` prints while it runs. */
export type Verbosity = "default" | "quiet" | "verbose" | "json";

export const help = `Runs RusToK Edge on this machine.

  npm start -- [options]

Options
  --quiet     Print warnings and errors only, no line for each request.
  --verbose   Also print commands, notifications, projections and reactions.
  --json      Print every log line of the Worker as it is: JSON. npm run tail reads and filters it.
  --help      Print this.

Environment
  PORT                    The port, 8787 by default. 0 picks a free one.
  STATE_DIR               The folder with all stored data, .data by default. Delete it to start over.
  PLATFORM_TOKEN          Opens /v1/platform and any tenant. By default generated, in STATE_DIR/platform-token.
  RATE_LIMITS             JSON that changes the rate limits, or "off".
  TRUSTED_ADDRESS_HEADER  The header in which a proxy in front passes the caller's address.`;

/** The options of the command line, or null if it asks for help. */
export function readOptions(args: readonly string[]): { readonly verbosity: Verbosity } | null {
  const values = parse(args);
  if (values.help === true) return null;
  const chosen = (["quiet", "verbose", "json"] as const).filter((name) => values[name] === true);
  const [verbosity = "default", ...others] = chosen;
  if (others.length > 0) throw new Problem(`Use one of ${chosen.map((name) => `--${name}`).join(" and ")}.`);
  return { verbosity };
}

function parse(args: readonly string[]) {
  const flag = { type: "boolean" } as const;
  try {
    return parseArgs({ args: [...args], options: { help: flag, quiet: flag, verbose: flag, json: flag } })
      .values;
  } catch (error) {
    throw new Problem(`${messageOf(error)}\n\n${help}`);
  }
}
