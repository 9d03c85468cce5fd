import { contentOf, h, noData, replaced } from "../app/dom.ts";
import { type Column, table } from "../app/table.ts";
import type { Known } from "../models/known.ts";
import { type RouteSpeed, slowestRoutes } from "../models/routes.ts";
import { formatCount, formatSeconds } from "../values/format.ts";

const columns: readonly Column<RouteSpeed>[] = [
  { title: "Route", cell: ({ route }) => h("code", {}, route) },
  { title: "p95", cell: ({ p95 }) => formatSeconds(p95), isNumber: true },
  { title: "Median", cell: ({ p50 }) => formatSeconds(p50), isNumber: true },
  { title: "Requests", cell: ({ requests }) => formatCount(requests), isNumber: true },
];

const most = 8;

/** Lists the routes that answer slowest. */
export function routesPanel() {
  const content = contentOf("routes");
  return ({ samples }: Known) => {
    const routes = slowestRoutes(samples, most);
    replaced(content, routes, () => [
      routes.length === 0 ? noData() : table("routes-title", columns, routes),
    ]);
  };
}
