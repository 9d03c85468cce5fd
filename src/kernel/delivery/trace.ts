/** The trace id in a `traceparent`: 32 hexadecimal digits. Null if the text is none. */
export function traceIdOf(traceparent: string): string | null {
  return /^[0-9a-f]{2}-([0-9a-f]{32})-/.exec(traceparent)?.[1] ?? null;
}
