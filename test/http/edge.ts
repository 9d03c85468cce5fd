/** The Worker's bindings as far as the edge reads them before it calls an object or D1. */
export function environment(more: Readonly<Record<string, string>> = {}): Env {
  const bindings = {
    PLATFORM_TOKEN: "the-platform-token-of-the-edge-tests",
    SIGNING_SECRET: "the-signing-secret-of-the-edge-tests",
    PLATFORM_DOMAIN: "localhost",
    ...more,
  };
  // A test that reached a missing binding would fail.
  return bindings as unknown as Env;
}

/** An execution context whose background work is nobody's concern. */
export function execution(): ExecutionContext {
  const context = { waitUntil: () => undefined, passThroughOnException: () => undefined, props: {} };
  // Nothing else of it is used.
  return context as unknown as ExecutionContext;
}
