import { z } from "zod";
import { type LogKind, logLine } from "../../../src/telemetry/log/lines.ts";

/** Where the field list is kept. */
export const fieldsFile = "docs/log-fields.md";

/** The text of docs/log-fields.md. */
export function fieldsTable(): string {
  const sections = logLine.options.map((shape) => {
    const kind = shape.shape.kind.value;
    return `## ${kind}\n\n${about[kind]}\n\n${tableOf(shape)}`;
  });
  return `${introduction}${sections.join("\n")}`;
}

const introduction = `# Fields of the log

Written by \`npm run log-fields\` from \`src/telemetry/log/lines.ts\`: change a field there. A line is one JSON object of at most 16 KiB, and
the line of one unit of work. It has no body, no credential and no text that a person has entered. An error's message
loses credentials, tokens, e-mail addresses and quoted JSON, and is cut.

`;

const about: Readonly<Record<LogKind, string>> = {
  request: "A request was answered.",
  command: "A tenant's object ran a command, or several in one call.",
  relay: "A tenant's object notified subscriptions of what its log has for them.",
  projection: "A projection took a batch of events, or could not.",
  reaction: "A reaction was tried for an event.",
  alarm: "An object's alarm ran jobs that were due.",
  cache:
    "What an isolate answered from its memory within ten seconds. These reads have a line of their own in a sample only.",
  maintenance: "The daily removal of tombstones and old audit rows.",
  error: "Something failed that belongs to none of the others, or that the others go on without.",
};

function tableOf(shape: z.ZodObject): string {
  const rows = Object.entries(shape.shape)
    .filter(([name]) => name !== "kind")
    .map(([name, field]) => [`\`${name}\``, typeOf(field), descriptionOf(field)]);
  return `${aligned([["field", "type", ""], ...rows])}\n`;
}

function typeOf(field: z.core.$ZodType): string {
  const schema = z.toJSONSchema(field, { unrepresentable: "any" });
  const optional = field instanceof z.ZodOptional ? "optional " : "";
  return `${optional}${named(schema)}`;
}

type Schema = z.core.JSONSchema._JSONSchema;

function named(schema: Schema): string {
  if (typeof schema === "boolean") return "any";
  if (schema.enum !== undefined) return schema.enum.map((value) => `\`${String(value)}\``).join(", ");
  if (schema.anyOf !== undefined) return schema.anyOf.map(named).join(" or ");
  if (schema.type === "array" && !Array.isArray(schema.items)) return `list of ${named(schema.items ?? {})}`;
  if (schema.type === "object" && schema.properties !== undefined)
    return `object: ${Object.keys(schema.properties).join(", ")}`;
  return Array.isArray(schema.type) ? schema.type.join(" or ") : String(schema.type ?? "any");
}

function descriptionOf(field: z.core.$ZodType): string {
  return z.globalRegistry.get(field)?.description ?? innerDescription(field);
}

function innerDescription(field: z.core.$ZodType): string {
  return field instanceof z.ZodOptional || field instanceof z.ZodNullable
    ? descriptionOf(field.unwrap())
    : "";
}

/** A Markdown table with columns of equal width, as the formatter wants it. */
function aligned(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(3, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  const [head = "", ...body] = rows.map((row) =>
    line(row.map((cell, column) => cell.padEnd(widths[column] ?? 0))),
  );
  return [head, line(widths.map((width) => "-".repeat(width))), ...body].join("\n");
}
