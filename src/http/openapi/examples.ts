import text from "./examples.json.txt";

/** One request of an operation and its answer, as the tests recorded them. */
export interface Example {
  readonly status: number;
  /** The body that was sent: JSON, or the text of a file. */
  readonly request?: unknown;
  /** The body that was answered: JSON, or text. */
  readonly answer?: unknown;
  /** The same answer as text, where either is answered. */
  readonly text?: string;
}

/** Examples by operation. `Problem` is one of a refusal. */
export type Examples = Readonly<Record<string, Example>>;

/** The examples that `npm run examples` wrote, in this shape. */
export function loadExamples(): Examples {
  return JSON.parse(text) as Examples;
}
