import type { Limit, LimitScope } from "../../../src/kernel/limit.ts";
import { platformLimits } from "../../../src/limits.ts";
import { modules } from "../../../src/modules.ts";

/** Where the table is kept. */
export const limitsFile = "docs/limits.md";

/** The text of docs/limits.md. */
export function limitsTable(): string {
  const groups = [
    { name: "Platform", limits: platformLimits },
    ...modules.map(({ name, limits }) => ({ name: `Module ${name}`, limits })),
  ].filter(({ limits }) => limits.length > 0);
  return `${introduction}${groups.map(({ name, limits }) => section(name, limits)).join("\n")}`;
}

const introduction = `# Limits

Written by \`npm run limits\` from the code: change a limit there. A value bounds one field or resource, a request one
request, a response one answer. Callers are told apart by their credential, or without one by their address.

`;

function section(name: string, limits: readonly Limit[]): string {
  const rows = limits.map(({ what, value, unit, per, beyond }) => [
    what,
    amount(value, unit),
    scopes[per],
    beyond,
  ]);
  return `## ${name}\n\n${aligned([["what", "at most", "per", "beyond it"], ...rows])}\n`;
}

/** A Markdown table with columns of equal width, as the formatter wants it. */
function aligned(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  const [head = "", ...body] = rows.map((row) =>
    line(row.map((cell, column) => cell.padEnd(widths[column] ?? 0))),
  );
  return [head, line(widths.map((width) => "-".repeat(width))), ...body].join("\n");
}

const scopes: Readonly<Record<LimitScope, string>> = {
  value: "value",
  request: "request",
  response: "response",
  caller: "caller and tenant",
  address: "address",
  tenant: "tenant",
  isolate: "isolate",
  platform: "platform",
};

function amount(value: number, unit: Limit["unit"]): string {
  if (unit === "bytes") return bytes(value);
  if (unit === "milliseconds") return duration(value);
  const number = value.toLocaleString("en-US");
  return unit === "count" ? number : `${number} ${unit}`;
}

function bytes(value: number): string {
  const [size, name] = (
    [
      [1024 ** 3, "GiB"],
      [1024 ** 2, "MiB"],
      [1024, "KiB"],
    ] as const
  ).find(([size]) => value % size === 0 && value >= size) ?? [1, "bytes"];
  return `${(value / size).toLocaleString("en-US")} ${name}`;
}

function duration(value: number): string {
  const [size, name] = (
    [
      [86_400_000, "days"],
      [3_600_000, "hours"],
      [60_000, "minutes"],
      [1_000, "s"],
    ] as const
  ).find(([size]) => value % size === 0 && value >= size) ?? [1, "ms"];
  return `${(value / size).toLocaleString("en-US")} ${name}`;
}
