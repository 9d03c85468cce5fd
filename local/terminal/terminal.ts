import pc from "picocolors";

/** A stream that text is written to. */
export interface Output {
  write(text: string): unknown;
  readonly isTTY?: boolean | undefined;
  readonly columns?: number | undefined;
}

export type Colors = ReturnType<typeof pc.createColors>;

/** How text is to look where it is written. */
export interface Terminal {
  readonly colors: Colors;
  /** The characters that fit on a line. Without a terminal nothing is cut: it is infinite. */
  readonly width: number;
  /** Whether what was written can be overwritten. */
  readonly isLive: boolean;
}

/** Colours are off without a terminal, and with `NO_COLOR`. `FORCE_COLOR` turns them on. */
export function terminalOf(output: Output, env: Readonly<Record<string, string | undefined>>): Terminal {
  const isLive = output.isTTY === true && env.TERM !== "dumb";
  const isForced = Boolean(env.FORCE_COLOR) && env.FORCE_COLOR !== "0";
  return {
    colors: pc.createColors(!env.NO_COLOR && (isForced || isLive)),
    width: isLive ? (output.columns ?? 80) : Number.POSITIVE_INFINITY,
    isLive,
  };
}

/** Text without colours, as wide as it is. */
export const plain: Terminal = {
  colors: pc.createColors(false),
  width: Number.POSITIVE_INFINITY,
  isLive: false,
};
