import type { Subscription } from "../api/shapes.ts";
import { contentOf, h, noData, replaced } from "../app/dom.ts";
import { type Column, table } from "../app/table.ts";
import type { Known } from "../models/known.ts";
import { formatCount, formatSeconds } from "../values/format.ts";

const most = 12;
const tones: Readonly<Record<string, string>> = { ok: "good", degraded: "warning", unhealthy: "bad" };

const health: Column<Subscription> = {
  title: "Health",
  cell: (one) => h("span", { class: `pill ${tones[one.health] ?? "bad"}` }, one.health),
};
const tenant: Column<Subscription> = { title: "Tenant", cell: ({ tenantId }) => h("code", {}, tenantId) };
const rest: readonly Column<Subscription>[] = [
  { title: "State", cell: ({ state }) => state },
  { title: "Behind", cell: ({ lagEvents }) => `${formatCount(lagEvents)} events`, isNumber: true },
  { title: "Lag", cell: ({ lagSeconds }) => formatSeconds(lagSeconds), isNumber: true },
  { title: "Dead letters", cell: ({ deadLetters }) => formatCount(deadLetters), isNumber: true },
];

/** Lists what follows the logs, the worst first. */
export function subscriptionsPanel() {
  const content = contentOf("subscriptions");
  return ({ subscriptions, extent }: Known) => {
    const isPlatform = extent.kind === "platform";
    const shown = subscriptions.slice(0, most);
    replaced(content, { shown, isPlatform, all: subscriptions.length }, () => {
      if (shown.length === 0) return [noData()];
      const name: Column<Subscription> = { title: "Subscription", cell: (one) => one.name };
      const columns = [name, ...(isPlatform ? [tenant] : []), health, ...rest];
      const more = subscriptions.length - shown.length;
      return [
        table("subscriptions-title", columns, shown),
        more === 0 ? null : h("p", { class: "hint" }, `${formatCount(more)} more are no worse.`),
      ];
    });
  };
}
