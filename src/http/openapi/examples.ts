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

/** Reads the examples. They are a file of their own, which is loaded with the first request for the document. */
export async function loadExamples(): Promise<Examples> {
  const { default: text } = await import("./examples.json.txt");
  // `npm run examples` writes them in this shape.
  return JSON.parse(text) as Examples;
}
