import type { Readiness } from "../api/shapes.ts";

/** What to show of the platform's readiness. */
export interface ReadinessView {
  readonly tone: "good" | "warning" | "bad";
  readonly title: string;
  readonly reasons: readonly string[];
  readonly checks: readonly { readonly name: string; readonly passes: boolean }[];
  readonly modules: readonly { readonly name: string; readonly status: string }[];
}

const titles = {
  ok: ["good", "Ready"],
  degraded: ["warning", "Degraded"],
  unavailable: ["bad", "Unavailable"],
} as const;

const checkNames: Readonly<Record<string, string>> = {
  readModel: "Read model",
  writer: "Write side",
  queue: "Queue",
  deliveries: "Deliveries",
};

/** Describes an answer of `/health/ready`. Null stands for none. */
export function readinessView(readiness: Readiness | null): ReadinessView {
  if (readiness === null)
    return {
      tone: "bad",
      title: "No answer",
      reasons: ["The platform does not answer. This page asks again by itself."],
      checks: [],
      modules: [],
    };
  const [tone, title] = titles[readiness.status];
  return {
    tone,
    title,
    reasons: readiness.reasons,
    checks: Object.entries(readiness.checks).map(([name, passes]) => ({
      name: checkNames[name] ?? name,
      passes,
    })),
    // What needs attention comes first.
    modules: Object.entries(readiness.modules)
      .map(([name, status]) => ({ name, status }))
      .sort((a, b) => Number(a.status === "ok") - Number(b.status === "ok")),
  };
}
