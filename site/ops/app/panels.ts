import type { Client } from "../api/client.ts";
import type { Known } from "../models/known.ts";
import { cachesPanel } from "../panels/caches.ts";
import { funnelPanel } from "../panels/funnel.ts";
import { lagPanel } from "../panels/lag.ts";
import { lettersPanel } from "../panels/letters.ts";
import { ordersPanel } from "../panels/orders.ts";
import { readinessPanel } from "../panels/readiness.ts";
import { rebuildsPanel } from "../panels/rebuilds.ts";
import { routesPanel } from "../panels/routes.ts";
import { subscriptionsPanel } from "../panels/subscriptions.ts";
import { throughputPanel } from "../panels/throughput.ts";
import { trafficPanel } from "../panels/traffic.ts";
import { byId } from "./dom.ts";
import type { SettleRequest } from "./settle.ts";

/** All panels of the page. */
export interface Panels {
  show(known: Known): void;
  /** Reads what only one panel needs. */
  follow(client: Client): Promise<void>;
}

/** Makes all panels. */
export function createPanels(
  client: Client,
  settle: (request: SettleRequest) => void,
  announce: (text: string) => void,
): Panels {
  const rebuilds = rebuildsPanel(client, announce);
  const panels = [
    readinessPanel(),
    trafficPanel(),
    throughputPanel(),
    lagPanel(),
    lettersPanel(settle),
    routesPanel(),
    funnelPanel(),
    ordersPanel(),
    cachesPanel(),
    subscriptionsPanel(),
    rebuilds.show,
  ];
  return {
    show(known) {
      showExtent(known);
      for (const show of panels) show(known);
    },
    follow: rebuilds.follow,
  };
}

/** With a tenant's key, the page says what it leaves out. */
function showExtent({ extent }: Known): void {
  const isTenant = extent.kind === "tenant";
  for (const section of document.querySelectorAll<HTMLElement>("[data-platform]")) section.hidden = isTenant;
  const notice = byId("extent", HTMLElement);
  notice.hidden = !isTenant;
  const text = isTenant
    ? `You see the tenant ${extent.tenantId}. Traffic, routes, caches and orders are measured for the whole platform: sign in with the platform token to see them.`
    : "";
  if (notice.textContent !== text) notice.textContent = text;
}
