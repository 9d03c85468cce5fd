import { cleaned } from "../terminal/clean.ts";
import { type Terminal, terminalOf } from "../terminal/terminal.ts";
import { type Api, createApi } from "./api/api.ts";
import { exits, Failure } from "./exits.ts";
import type { Io } from "./io.ts";
import { type SharedOptions, targetOf } from "./target.ts";

/** Turns data into text for people. Pure. */
export type Render<Data> = (data: Data, terminal: Terminal, now: number) => string;

/** What a command works with. */
export interface Context {
  /** The address of the platform. */
  readonly url: string;
  readonly api: Api;
  readonly io: Io;
  readonly terminal: Terminal;
  readonly isJson: boolean;
  /** Prints the command's answer: as one JSON document, or for people. */
  show<Data>(data: Data, render: Render<Data>): void;
  /** Prints one item of a stream: as a line of JSON, or for people. */
  showNext<Data>(data: Data, render: Render<Data>): void;
  /** Tells people something that is no data. Programs do not get it. */
  note(text: string): void;
  /** The tenant of the command line. Throws if there is none. */
  tenant(): string;
}

export function contextOf(options: SharedOptions, io: Io): Context {
  const terminal = terminalOf(io.out, io.env);
  const target = targetOf(options, io.env);
  const api = createApi(target, io);
  const isJson = options.json === true;
  const print = <Data>(data: Data, render: Render<Data>, indent: number | undefined) =>
    io.out.write(
      isJson
        ? `${JSON.stringify(data, null, indent)}\n`
        : // Names and texts are those of others.
          render(cleaned(data), terminal, io.now()),
    );
  return {
    url: target.url,
    api,
    io,
    terminal,
    isJson,
    show: (data, render) => print(data, render, 2),
    showNext: (data, render) => print(data, render, undefined),
    note: (text) => isJson || io.err.write(`${text}\n`),
    tenant() {
      if (api.tenant !== null) return api.tenant;
      throw new Failure(exits.usage, "Name the tenant with --tenant: a slug or an id.");
    },
  };
}
