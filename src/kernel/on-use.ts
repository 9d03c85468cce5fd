/**
 * A value, or a function that makes it when it is first used. Schemas that an isolate seldom needs are given as functions: creating one
 * costs every start of an isolate about 10 µs.
 */
export type OnUse<Value> = Value | (() => Value);

/** Makes the value on its first use, and returns the same one after that. */
export function onUse<Value extends object>(given: OnUse<Value>): () => Value {
  let made: Value | undefined;
  return () => {
    made ??= typeof given === "function" ? given() : given;
    return made;
  };
}
