/** Polls until the condition holds. Fails with the last value after the timeout. */
export async function eventually<Value>(
  withinMs: number,
  ask: () => Promise<Value>,
  holds: (value: Value) => boolean,
): Promise<Value> {
  const deadline = Date.now() + withinMs;
  for (;;) {
    const value = await ask();
    if (holds(value)) return value;
    if (Date.now() > deadline) throw new Error(`not within ${withinMs} ms: ${shown(value)}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

function shown(value: unknown): string {
  return (JSON.stringify(value) ?? String(value)).slice(0, 2_000);
}
