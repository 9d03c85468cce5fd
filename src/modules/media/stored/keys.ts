/** Where the bytes of a file are stored. What begins alike is removed together. */
export function filesOf(tenantId: string, mediaId: string): string {
  return `${tenantId}/${mediaId}/`;
}

export function originalOf(tenantId: string, mediaId: string): string {
  return `${filesOf(tenantId, mediaId)}original`;
}

/** Where the parts of a file become one, before it is cleaned. */
export function partsOf(tenantId: string, mediaId: string): string {
  return `${filesOf(tenantId, mediaId)}parts`;
}
