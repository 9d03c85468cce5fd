const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/** The 128 bits of an id's ULID, written as a UUID: readers of feeds want URIs, and `urn:uuid:` is one. */
export function uuidOfId(id: string): string {
  let bits = 0n;
  for (const character of id.slice(id.indexOf("_") + 1))
    bits = bits * 32n + BigInt(alphabet.indexOf(character));
  return grouped(bits.toString(16).padStart(32, "0").slice(-32));
}

/** A UUID (version 8, RFC 9562) of a hexadecimal digest. */
export function uuidOfDigest(digest: string): string {
  const hex = digest.slice(0, 32);
  return grouped(`${hex.slice(0, 12)}8${hex.slice(13, 16)}8${hex.slice(17)}`);
}

function grouped(hex: string): string {
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}
