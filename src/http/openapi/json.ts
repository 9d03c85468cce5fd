/** A part of the document. */
export type Json = Readonly<Record<string, unknown>>;

/** A reference to a component. */
export function ref(kind: string, name: string): Json {
  return { $ref: `#/components/${kind}/${name}` };
}
