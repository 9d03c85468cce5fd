import type { Statement } from "./storage.ts";

type Param = string | number | null;

/** A piece of SQL with its parameters in order. Values never become part of the SQL text. */
export interface Fragment {
  readonly text: string;
  readonly params: readonly Param[];
}

/** Tagged template. Nested fragments are spliced in; all other values are bound. */
export function sql(strings: TemplateStringsArray, ...values: readonly (Param | Fragment)[]): Fragment {
  let text = strings[0] ?? "";
  const params: Param[] = [];
  values.forEach((value, index) => {
    if (typeof value === "object" && value !== null) {
      text += value.text;
      params.push(...value.params);
    } else {
      text += "?";
      params.push(value);
    }
    text += strings[index + 1] ?? "";
  });
  return { text, params };
}

/** A piece of SQL without values, such as the name of a column. */
export function raw(text: string): Fragment {
  return { text, params: [] };
}

/** Joins fragments with a separator. */
export function join(fragments: readonly Fragment[], separator: string): Fragment {
  return {
    text: fragments.map(({ text }) => text).join(separator),
    params: fragments.flatMap(({ params }) => params),
  };
}

/** Converts a fragment to a statement. */
export function statement({ text, params }: Fragment): Statement {
  return { sql: text, params };
}
