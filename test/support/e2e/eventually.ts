/** Asks again and again until what is asked holds, and fails with the last answer when it takes too long. */
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
