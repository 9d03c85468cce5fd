import type { Client } from "../api/client.ts";
import type { Rebuild } from "../api/shapes.ts";
import { contentOf, h, replaced } from "../app/dom.ts";
import type { Known } from "../models/known.ts";
import { formatCount } from "../values/format.ts";
import { newIdempotencyKey } from "../values/keys.ts";

/** Starts rebuilds of views, and shows how far they are. `follow` reads the running ones again. */
export function rebuildsPanel(client: Client, announce: (text: string) => void) {
  const fields = {
    tenant: h("input", { id: "rebuild-tenant", required: true, autocomplete: "off", maxlength: "64" }),
    view: h("input", {
      id: "rebuild-view",
      required: true,
      autocomplete: "off",
      maxlength: "64",
      value: "all",
    }),
  };
  const tenantField = field(fields.tenant, "Tenant (slug or id)");
  const problem = h("p", { class: "problem", role: "alert" });
  const list = h("ul", { class: "rebuilds", "aria-label": "Rebuilds" });
  const form = h(
    "form",
    { class: "row", method: "post" },
    tenantField,
    field(fields.view, "View, or all"),
    h("button", { class: "primary" }, "Rebuild"),
  );
  contentOf("rebuilds").append(form, problem, list);
  let started: readonly { readonly tenantId: string | null; readonly rebuild: Rebuild }[] = [];
  let isPlatform = true;
  const showList = () =>
    replaced(list, started, () => started.map(({ tenantId, rebuild }) => item(tenantId, rebuild)));

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const tenantId = isPlatform ? fields.tenant.value.trim() : null;
    const change = { tenantId, idempotencyKey: newIdempotencyKey() };
    const answer = await client.startRebuild(fields.view.value.trim(), change);
    problem.textContent = answer.ok ? "" : answer.failure.detail;
    if (!answer.ok) return;
    started = [{ tenantId, rebuild: answer.value }, ...started].slice(0, 10);
    showList();
    announce("The rebuild has begun.");
  });

  return {
    show({ extent }: Known): void {
      isPlatform = extent.kind === "platform";
      tenantField.hidden = !isPlatform;
      fields.tenant.required = isPlatform;
    },
    async follow(open: Client): Promise<void> {
      started = await Promise.all(
        started.map(async (one) => {
          if (one.rebuild.status !== "running") return one;
          const answer = await open.rebuild(one.rebuild.id, one.tenantId);
          return answer.ok ? { ...one, rebuild: answer.value } : one;
        }),
      );
      showList();
    },
  };
}

function field(input: HTMLInputElement, text: string): HTMLElement {
  return h("p", { class: "field" }, h("label", { for: input.id }, text), input);
}

function item(tenantId: string | null, { view, status, aggregates }: Rebuild): HTMLElement {
  const what = `${view ?? "All views"}${tenantId === null ? "" : ` of ${tenantId}`}`;
  return h("li", {}, `${what}: ${status}, ${formatCount(aggregates)} aggregates`);
}
