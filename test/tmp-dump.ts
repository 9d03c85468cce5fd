import "../local/node/text-modules.ts";
import { writeFileSync } from "node:fs";
const { openapiDocument } = await import("../src/http/pages/openapi.ts");
const { registry } = await import("../src/registry.ts");
const d = openapiDocument(registry);
writeFileSync("/tmp/oa/new.json", JSON.stringify(d, null, 1));
if (0) for (const m of registry.modules) for (const r of m.routes) console.log(m.name, r.method, r.path, r.operation.name, r.operation.kind, r.access, Object.keys(r.replies).join(","), r.body ? "B" : "", r.query ? "Q" : "", r.tenancy, r.conditional?"cond":"", r.operation.tokenGuard ?? "");

console.log(Object.keys((d as any).components.schemas).join(" "));
for (const [, ms] of Object.entries((d as any).paths)) for (const [, o] of Object.entries(ms as any)) {
  const b = (o as any).requestBody?.content?.["application/json"]?.schema; if (b && !b.$ref) console.log("BODY", (o as any).operationId);
  for (const [st, r] of Object.entries((o as any).responses)) { const s = (r as any).content?.["application/json"]?.schema; if (s && !s.$ref) console.log("ANSWER", (o as any).operationId, st); }
}
