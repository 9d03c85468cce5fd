import { z } from "zod";

/**
 * Splits what is read into lines of a Worker's log. It takes lines as they are, and what `wrangler tail --format json` prints: one document for
 * each invocation, over many lines. Of those only what the Worker logged and threw is taken, never the request: its URL and headers can have secrets.
 */
export function createSplitter(): { readonly linesOf: (text: string) => readonly string[] } {
  let open: string[] | null = null;
  return {
    linesOf(text) {
      if (open === null && text === "{") open = [];
      if (open === null) return linesOfOne(text);
      open.push(text);
      if (text !== "}") return [];
      const whole = open.join("\n");
      open = null;
      return linesOfOne(whole);
    },
  };
}

const invocation = z.looseObject({
  outcome: z.string(),
  logs: z.array(z.looseObject({ message: z.unknown() })),
  exceptions: z.array(z.looseObject({ name: z.string(), message: z.string(), stack: z.string().optional() })),
});

function linesOfOne(text: string): readonly string[] {
  const read = invocation.safeParse(jsonOf(text));
  if (!read.success) return text === "" ? [] : [text];
  const { logs, exceptions, outcome } = read.data;
  return [
    ...logs.map(({ message }) => messageText(message)),
    ...exceptions.map(({ name, message, stack }) => stack ?? `${name}: ${message}`),
    ...(outcome === "ok" || outcome === "canceled" ? [] : [`The invocation ended with: ${outcome}`]),
  ];
}

/** The arguments of `console.log`. */
function messageText(message: unknown): string {
  const parts = Array.isArray(message) ? message : [message];
  return parts.map((part) => (typeof part === "string" ? part : JSON.stringify(part))).join(" ");
}

function jsonOf(text: string): unknown {
  if (!text.startsWith("{")) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
