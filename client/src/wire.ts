import { problemIn } from "./problem.ts";
import type { AnyResult, ParseAs } from "./types.ts";

/** Query parameters as the API reads them: a list is repeated, `{ option: { Colour: "Moss" } }` is `option.Colour=Moss`. */
export function writeQuery(query: Record<string, unknown>): string {
  const search = new URLSearchParams();
  const add = (name: string, value: unknown): void => {
    if (value === undefined || value === null) return;
    if (Array.isArray(value)) for (const one of value) add(name, one);
    else if (typeof value === "object")
      for (const [key, one] of Object.entries(value)) add(`${name}.${key}`, one);
    else search.append(name, String(value));
  };
  for (const [name, value] of Object.entries(query)) add(name, value);
  return search.toString();
}

/** A file is sent as it is, everything else as JSON. */
export function writeBody(body: unknown): string {
  return typeof body === "string" ? body : JSON.stringify(body);
}

/** Reads the body of an answer that has not been read, unless it is a refusal. */
export async function readAnswer({ error, response }: AnyResult, parseAs: ParseAs): Promise<AnyResult> {
  if (!response.ok) return { error: isObject(error) ? error : problemIn(error, response), response };
  if (response.status === 204) return { data: undefined, response };
  if (parseAs === "stream") return { data: response.body, response };
  const text = await response.text();
  return { data: parseAs === "json" && isJson(response) ? JSON.parse(text) : text, response };
}

function isObject(value: unknown): boolean {
  return typeof value === "object" && value !== null;
}

function isJson({ headers }: Response): boolean {
  return /^application\/(?:[\w.-]+\+)?json\b/.test(headers.get("Content-Type") ?? "");
}
