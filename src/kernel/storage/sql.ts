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

/**
 * Converts a fragment to a statement. Equal values are bound once: D1 binds at most 100 values per statement, and the tenant's id
 * alone is in every part of one.
 */
export function statement({ text, params }: Fragment): Statement {
  const numbers = new Map<Param, number>();
  let next = 0;
  const sql = text.replaceAll("?", () => {
    const value = params[next] ?? null;
    next += 1;
    const number = numbers.get(value) ?? numbers.size + 1;
    numbers.set(value, number);
    return `?${number}`;
  });
  if (next !== params.length) throw new Error(`a statement has ${next} places for ${params.length} values`);
  return { sql, params: [...numbers.keys()] };
}
