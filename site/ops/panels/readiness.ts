import { contentOf, h, replaced } from "../app/dom.ts";
import type { Known } from "../models/known.ts";
import { readinessView } from "../models/readiness.ts";

/** Shows whether the platform is ready, and why not. */
export function readinessPanel() {
  const content = contentOf("readiness");
  return ({ readiness }: Known) => {
    const view = readinessView(readiness);
    replaced(content, view, () => [
      h(
        "p",
        { class: `status ${view.tone}` },
        h("span", { class: "dot", "aria-hidden": "true" }),
        view.title,
      ),
      view.reasons.length === 0
        ? h("p", { class: "empty" }, "Everything answers, and nothing waits.")
        : h("ul", { class: "reasons" }, ...view.reasons.map((reason) => h("li", {}, reason))),
      h("ul", { class: "checks", "aria-label": "Checks" }, ...view.checks.map(checkItem)),
      h(
        "details",
        {},
        h("summary", {}, "Modules"),
        h("ul", { class: "checks", "aria-label": "Modules" }, ...view.modules.map(moduleItem)),
      ),
    ]);
  };
}

function checkItem({ name, passes }: { readonly name: string; readonly passes: boolean }): HTMLElement {
  const state = h("span", { class: "state" }, passes ? "ok" : "failing");
  return h("li", { class: passes ? "good" : "bad" }, `${name} `, state);
}

function moduleItem({ name, status }: { readonly name: string; readonly status: string }): HTMLElement {
  const tone = status === "ok" ? "good" : "warning";
  return h("li", { class: tone }, `${name} `, h("span", { class: "state" }, status));
}
