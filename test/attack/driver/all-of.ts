/** Does something with each value, some at a time. */
export async function allOf<Value>(
  at: number,
  values: readonly Value[],
  act: (value: Value) => Promise<unknown>,
): Promise<void> {
  const queue = values.values();
  await Promise.all(
    Array.from({ length: at }, async () => {
      for (const value of queue) await act(value);
    }),
  );
}
