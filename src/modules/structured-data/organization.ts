import type { StructuredData } from "./schema.ts";
import { structured } from "./things.ts";

/** Who has a shop. */
export function organizationData(name: string, url: string): StructuredData {
  return structured({ "@type": "Organization", name, url });
}
