import type { Statement } from "./storage.ts";

type Param = string | number | null;

/** A piece of SQL with its parameters in order. Values never become text of the statement. */
export interface Fragment {
  readonly text: string;
  readonly params: readonly Param[];
}

/** Tagged template: nested fragments are spliced in, everything else is bound. */
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

/** Puts a separator between fragments. */
export function join(fragments: readonly Fragment[], separator: string): Fragment {
  return {
    text: fragments.map(({ text }) => text).join(separator),
    params: fragments.flatMap(({ params }) => params),
  };
}

/** A fragment as a statement of its own. */
export function statement({ text, params }: Fragment): Statement {
  return { sql: text, params };
}
