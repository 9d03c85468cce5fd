const reserved = new Set(
  `api admin www app cdn assets static health metrics docs openapi mail auth login logout register signup signin dev test
  staging prod production localhost db database cache root system internal private public platform ops store shop graphql
  mcp problems`.split(/\s+/),
);

/** Whether a slug would collide with one of the platform's own names. */
export function isReserved(slug: string): boolean {
  return reserved.has(slug);
}
