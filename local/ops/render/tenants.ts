import { type Column, tableOf } from "../../terminal/table.ts";
import type { Terminal } from "../../terminal/terminal.ts";
import { instantText } from "../../terminal/times.ts";
import type { ShownTenant } from "../api/shapes.ts";

const columns: readonly Column[] = [
  { title: "SLUG" },
  { title: "ID", optional: true },
  { title: "STATUS" },
  { title: "NAME", least: 12 },
  { title: "DOMAINS", least: 10, optional: true },
  { title: "CURRENCIES", least: 10, optional: true },
  { title: "LANGUAGES", least: 10, optional: true },
  { title: "CREATED", optional: true },
];

export function tenantsText(tenants: readonly ShownTenant[], terminal: Terminal): string {
  const { colors } = terminal;
  if (tenants.length === 0) return "There are no tenants.\n";
  return tableOf(
    columns,
    tenants.map((one) => [
      one.slug,
      one.id,
      one.status === "active" ? colors.green(one.status) : colors.yellow(statusOf(one)),
      one.name,
      one.domains.join(" "),
      one.currencies.join(" "),
      one.locales.join(" "),
      instantText(one.createdAt).slice(0, 16),
    ]),
    terminal,
  );
}

function statusOf({ status, deleteAt }: ShownTenant): string {
  return deleteAt === null ? status : `${status} on ${deleteAt.slice(0, 10)}`;
}
