import type { Step, Workload } from "./workload.ts";

/** A request as it goes over the wire, but for its placeholders. */
export function rawRequest(workload: Workload, step: Step): string {
  const body = step.body ?? "";
  const headers = {
    ...headersOf(workload, step),
    ...(body === "" ? {} : { "Content-Length": `${Buffer.byteLength(body)}` }),
  };
  const fields = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  return [`${step.method} ${step.path} HTTP/1.1`, ...fields, "", body].join("\r\n");
}

export function headersOf(workload: Workload, step: Step): Readonly<Record<string, string>> {
  const type: Record<string, string> = step.body === undefined ? {} : { "Content-Type": "application/json" };
  return { Host: new URL(workload.url).host, ...workload.headers, ...type, ...step.headers };
}

/** Replaces placeholders. What is in braces without such a name stays. */
export function filled(text: string, values: Readonly<Record<string, string>>): string {
  return text.replaceAll(/\{(\w+)\}/g, (placeholder, name: string) => values[name] ?? placeholder);
}
