import type { z } from "zod";

/**
 * Says what is wrong with a value, to whoever sent it. A schema's own message comes before this one. Undefined leaves the
 * message to zod.
 */
export function messageOf(issue: z.core.$ZodRawIssue): string | undefined {
  const { code, input } = issue;
  if (input === undefined && code !== "unrecognized_keys" && code !== "custom") return required;
  switch (code) {
    case "invalid_type":
      return mustBe(nameOf(issue.expected));
    case "invalid_value":
      return mustBe(listed(issue.values.map(shown)));
    case "too_small":
      return sized(issue, issue.minimum, issue.inclusive === false ? "more than" : "at least");
    case "too_big":
      return sized(issue, issue.maximum, issue.inclusive === false ? "less than" : "at most");
    case "invalid_format":
      return formatMessage(issue.format, issue.pattern);
    case "not_multiple_of":
      return mustBe(`a multiple of ${issue.divisor}`);
    case "invalid_union":
      return unionMessage(issue, input);
    case "invalid_key":
      return "has a name that is not valid";
    // Each is reported at its own place.
    case "unrecognized_keys":
      return undefined;
    case "invalid_element":
    case "custom":
      return "is not valid";
  }
}

/** What is said of a field that is missing. */
export const required = "is required";

/** What is said of a field or parameter that doesn't exist. */
export function unknownName(prefix: string, name: string): string {
  return `unknown ${prefix === "/query" ? "parameter" : "field"} ${quoted(name)}`;
}

function mustBe(what: string): string {
  return `must be ${what}`;
}

const nameByType: Readonly<Record<string, string>> = {
  string: "a string",
  number: "a number",
  int: "an integer",
  bigint: "an integer",
  boolean: "true or false",
  array: "a list",
  tuple: "a list",
  object: "an object",
  record: "an object",
  null: "null",
  date: "a date",
};

function nameOf(type: string): string {
  return nameByType[type] ?? `a value of type ${type}`;
}

const unitByOrigin: Readonly<Record<string, readonly [one: string, more: string]>> = {
  string: ["character", "characters"],
  array: ["item", "items"],
  set: ["item", "items"],
  map: ["entry", "entries"],
};

/** A length or a number outside its bounds. */
function sized(
  { origin, exact }: { readonly origin: string; readonly exact?: boolean },
  bound: number | bigint,
  relation: string,
): string {
  const units = unitByOrigin[origin];
  const amount = `${exact === true ? "exactly" : relation} ${bound}`;
  if (units === undefined) return mustBe(amount);
  if (relation === "at least" && bound === 1 && exact !== true) return "must not be empty";
  return `must have ${amount} ${bound === 1 ? units[0] : units[1]}`;
}

const formats: Readonly<Record<string, string>> = {
  email: "an email address",
  url: "a URL, such as https://shop.example/a",
  date: "a date, such as 2026-01-31",
  datetime: "a date and time with its offset, such as 2026-01-31T12:00:00Z",
  uuid: "a UUID",
};

function formatMessage(format: string, pattern: string | undefined): string {
  if (format === "regex" && pattern !== undefined) return `must match ${pattern}`;
  return mustBe(formats[format] ?? `a valid ${format}`);
}

/** The message of the alternative that the value comes closest to: the one that takes values of its type. */
function unionMessage(
  issue: z.core.$ZodRawIssue<z.core.$ZodIssueInvalidUnion>,
  input: unknown,
): string | undefined {
  const { errors, discriminator, options } = issue;
  if (discriminator !== undefined)
    return mustBe(Array.isArray(options) ? listed(options.map(shown)) : "one that is known");
  const wrongTypes = errors.map(([first]) => first?.code === "invalid_type" && first.path.length === 0);
  const closest = errors.findIndex((_, index) => wrongTypes[index] === false);
  const [first] = errors[closest] ?? [];
  if (first !== undefined && (first.path.length === 0 || typeof input !== "object")) return first.message;
  if (first !== undefined) return `${first.path.map(String).join(".")} ${first.message}`;
  const types = errors.flatMap(([one]) => (one?.code === "invalid_type" ? [nameOf(one.expected)] : []));
  return types.length === 0 ? "is not valid" : mustBe([...new Set(types)].join(" or "));
}

const mostListed = 20;

function listed(values: readonly string[]): string {
  const [first = "", ...others] = values.slice(0, mostListed);
  if (others.length === 0) return first;
  const more = values.length > mostListed ? " or others" : "";
  return `one of ${[first, ...others].join(", ")}${more}`;
}

function shown(value: unknown): string {
  return typeof value === "string" ? quoted(value) : String(value);
}

function quoted(name: string): string {
  return `\`${name.length > longestName ? `${name.slice(0, longestName)}…` : name}\``;
}

const longestName = 60;
