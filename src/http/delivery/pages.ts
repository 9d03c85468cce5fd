import type { Tenant } from "../../kernel/access/tenant.ts";
import type { DeliveredFile, Delivery } from "../../kernel/api/delivery.ts";
import type { Registry } from "../../kernel/registry.ts";
import { opaqueId, parseId, platformIds } from "../../kernel/values/id.ts";
import { createTtlMap } from "../../kernel/values/ttl-map.ts";
import { openInvoker } from "../../operations/open.ts";
import { imageEngineOf } from "../../platform/images/engine.ts";
import type { ImageEngine } from "../../platform/images/image.ts";
import { anonymousSession } from "../cache/fill.ts";
import { type Page, page } from "../pages/page.ts";
import { problemResponse } from "../response/problem-json.ts";
import type { Scope } from "../scope.ts";
import { cachedFile, keepInCache } from "./cache.ts";
import { deliverableOf } from "./deliverable.ts";
import { type PlannedRendition, planOf } from "./rendered.ts";
import { askedRendition, namesFocalPoint, nothingHere } from "./request.ts";
import { deliver } from "./response.ts";

/** Paths of files that modules deliver. */
export function deliveryPages({ modules }: Registry): readonly Page[] {
  return modules.flatMap(({ deliveries }) =>
    deliveries.map((delivery) =>
      page(delivery.path, (scope, params) => answer(scope, delivery, params.tenant ?? "", params.id ?? "")),
    ),
  );
}

/** A deleted file is still delivered for so long, and from the caches of others for theirs. */
const recentFiles = createTtlMap<DeliveredFile>({ ttlMs: 30_000, capacity: 5_000 });

async function answer(scope: Scope, delivery: Delivery, tenantName: string, id: string): Promise<Response> {
  const asked = askedRendition(scope.url.searchParams);
  if (!asked.ok) return problemResponse(scope, asked.refusal);
  const tenant = await tenantNamed(scope, tenantName);
  const file = tenant === null ? null : await fileOf(scope, delivery, tenant, id);
  if (file === null) return problemResponse(scope, nothingHere);
  const engine = imageEngineOf(scope.env);
  const plan = asked.value === null ? null : planOf(file, asked.value, engine);
  const response = await answerPlanned(scope, file, plan, engine);
  // What is cropped around another point than the address says is no lasting answer.
  const isCropped = plan?.rendition.fit === "cover" && response.status < 400;
  if (isCropped && !namesFocalPoint(scope.url.searchParams, file))
    response.headers.set("Cache-Control", "no-cache");
  return response;
}

async function answerPlanned(
  scope: Scope,
  file: DeliveredFile,
  plan: PlannedRendition | null,
  engine: ImageEngine,
): Promise<Response> {
  const variant = plan?.variant ?? "original";
  const cached = await cachedFile(scope, file, variant);
  if (cached !== null) return cached;
  const deliverable = await deliverableOf(scope, file, plan, engine);
  const response = await deliver(scope.request, file, deliverable);
  if (response === null) return problemResponse(scope, nothingHere);
  return keepInCache(scope, file, variant, deliverable, response);
}

/** The tenant of the path, by its id or slug. Null if its files are not to be seen. */
async function tenantNamed({ directory }: Scope, name: string): Promise<Tenant | null> {
  const id = parseId(platformIds.tenant, name);
  const tenant = await directory.resolve(
    id === null ? { by: "slug", value: name.toLowerCase() } : { by: "id", value: id },
  );
  return tenant?.status === "active" ? tenant : null;
}

async function fileOf(
  scope: Scope,
  { find }: Delivery,
  tenant: Tenant,
  id: string,
): Promise<DeliveredFile | null> {
  const named = opaqueId.safeParse(id);
  if (!named.success) return null;
  const key = `${tenant.id} ${named.data}`;
  const module = scope.registry.moduleByName.get(find.name)?.name;
  if (module !== undefined && tenant.disabledModules.includes(module)) return null;
  const known = recentFiles.get(key, scope.now);
  if (known !== undefined) return known;
  const session = { ...anonymousSession(tenant, [], scope.now), correlationId: scope.requestId };
  const found = await openInvoker(scope).invoke(find, { id: named.data }, session);
  if (!found.ok) return null;
  recentFiles.set(key, found.value, scope.now);
  return found.value;
}
