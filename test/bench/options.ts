import { parseArgs } from "node:util";

export const help = `Measures the built Worker against bare Workers that do the least.

  npm run bench -- [options]

Options
  --pairs N        Runs of each case and its floor, in turns. 5 by default.
  --seconds N      The length of a run. 4 by default.
  --products N     Products of the catalogue that is read. 2000 by default.
  --only PATTERN   Only cases whose name it matches.
  --json FILE      Also writes the results to a file.
  --svg DIR        Also draws them.
  --compare FILE   Says how the ratios have changed since a file that --json wrote.
  --help           Prints this.`;

export type Options = NonNullable<ReturnType<typeof readOptions>>;

/** The options of the command line, or null if it asks for help. */
export function readOptions(args: readonly string[]) {
  const { values } = parseArgs({
    args: [...args],
    options: {
      pairs: { type: "string", default: "5" },
      seconds: { type: "string", default: "4" },
      products: { type: "string", default: "2000" },
      only: { type: "string", default: "" },
      json: { type: "string" },
      svg: { type: "string" },
      compare: { type: "string" },
      help: { type: "boolean", default: false },
    },
  });
  if (values.help) return null;
  return {
    pairs: count("pairs", values.pairs),
    seconds: count("seconds", values.seconds),
    products: count("products", values.products),
    only: new RegExp(values.only, "i"),
    json: values.json ?? null,
    svg: values.svg ?? null,
    compare: values.compare ?? null,
  };
}

function count(name: string, text: string): number {
  const value = Number(text);
  if (Number.isInteger(value) && value > 0) return value;
  throw new Error(`--${name} must be a positive number, not "${text}".`);
}
