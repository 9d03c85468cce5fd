import { Problem } from "../problem.ts";

/** What the process exits with. */
export const exits = {
  fine: 0,
  /** Something is wrong: the platform is not ready, a rebuild failed, a request was refused. */
  wrong: 1,
  /** The command line makes no sense. */
  usage: 2,
  /** The platform could not be reached, or does not accept the credential. */
  unreachable: 3,
} as const;
export type Exit = (typeof exits)[keyof typeof exits];

/** A failure that is printed as a sentence, and ends the process with its exit code. */
export class Failure extends Problem {
  readonly exit: Exit;
  /** What `--json` prints of it. */
  readonly details: unknown;

  constructor(exit: Exit, message: string, details: unknown = { error: message }) {
    super(message);
    this.exit = exit;
    this.details = details;
  }
}
