import { lexer } from "marked";

/** A block of code in a guide that a reader runs, and the answer that the guide shows. */
export interface Step {
  readonly language: "sh" | "js";
  readonly code: string;
  /** The block after it, if it is an answer. */
  readonly answer: { readonly language: Answer; readonly text: string } | null;
}

const answers = ["json", "http", "text", "csv"] as const;
type Answer = (typeof answers)[number];

/** The steps of a guide. Blocks in other languages, such as `console`, are only shown. */
export function stepsOf(markdown: string): readonly Step[] {
  const steps: Step[] = [];
  for (const token of lexer(markdown)) {
    if (token.type !== "code") continue;
    const { lang: language, text: code } = token;
    if (language === "sh" || language === "js") steps.push({ language, code, answer: null });
    const last = steps.at(-1);
    const answer = answers.find((one) => one === language);
    if (answer === undefined) continue;
    if (last === undefined || last.answer !== null) throw new Error(`An answer follows no call:\n${code}`);
    steps[steps.length - 1] = { ...last, answer: { language: answer, text: code } };
  }
  return steps;
}
