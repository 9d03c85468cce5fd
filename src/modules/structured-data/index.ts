import type { ModuleParts } from "../../kernel/module.ts";
import { structuredData } from "./schema.ts";

/** What store reads tell search engines, as JSON-LD with the words of schema.org. */
export const structuredDataParts = { schemas: [{ StructuredData: structuredData }] } satisfies ModuleParts;

export { type Article, articleData } from "./article.ts";
export { groupData } from "./breadcrumbs.ts";
export { organizationData } from "./organization.ts";
export { productData } from "./product.ts";
export { type StructuredData, structuredData } from "./schema.ts";
