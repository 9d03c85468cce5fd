import type { StructuredData } from "./schema.ts";

/** A thing of schema.org. Properties that are undefined or null are left out. */
export type Thing = { readonly "@type": string } & Readonly<Record<string, unknown>>;

/** Finishes things: none of them can end the script that it stands in. */
export function structured(...things: readonly Thing[]): StructuredData {
  return things.map((thing) => ({ "@context": "https://schema.org", ...(safe(thing) as Thing) }));
}

/** Text with a `<` is written with the reference that HTML has for it. Readers of JSON-LD understand it. */
function safe(value: unknown): unknown {
  if (typeof value === "string") return value.replaceAll("<", "&lt;");
  if (Array.isArray(value)) return value.map(safe);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).filter(([, one]) => one !== undefined && one !== null);
  return Object.fromEntries(entries.map(([name, one]) => [name, safe(one)]));
}

/** The beginning of what HTML says. */
export function plainText(html: string | null | undefined): string | undefined {
  const text = (html ?? "")
    .slice(0, 20_000)
    .replaceAll(/<[^<>]*>/g, " ")
    .replaceAll(/\s+/g, " ")
    .trim()
    .slice(0, 5_000)
    .toWellFormed();
  return text === "" ? undefined : text;
}
