const ulid = "[0-7][0-9A-HJKMNP-TV-Z]{25}";
const firstPart = "01J8ZQ4V6N";

/** What differs between runs, and what stands in its place. */
const fixed: readonly (readonly [RegExp, string])[] = [
  [/\bshop-[0-9a-f]{8}-[0-9a-f]{4}\b/g, "demo"],
  [/\bsk_[\w.-]{40,}/g, "sk_an-api-key-of-the-demo-shop"],
  [/\brt_[\w-]{40,}/g, "rt_the-refresh-token-of-a-session"],
  [/\btok_[\w.-]{40,}/g, "tok_the-token-in-a-mail"],
  [/\bcart_[A-Za-z0-9_-]{20,}/g, "cart_q7Xn2pV8sLk4Rz9TfYw3"],
  [/\b(?:accessToken":")[^"]+/g, 'accessToken":"k3Vb8Zt1Qm6Xc9Lw2Rf7'],
  [/"nextCursor":"[^"]+"/g, '"nextCursor":"eyJrIjpbIjIwMjYtMDEtMDIiXX0"'],
  [/"code":"\d{6}"/g, '"code":"123456"'],
  [/(?<="secret":"|secret=)[A-Z2-7]{32}/g, "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"],
  [/\b[0-9A-HJKMNP-TV-Z]{4}(?:-[0-9A-HJKMNP-TV-Z]{4}){3}\b/g, "7K3M-9QXW-2TBC-H5RV"],
  [/"(id|rawId)":"[\w-]{22}"/g, '"$1":"q83vEjRWeJq83vEjRWeJqw"'],
  [/(?<="user":\{"id":")[\w-]{40,}/g, "Y3VzXzAxSjhaUTRWNk4wMDAwMDAwMDAwMDAwMDAx"],
  [
    /"(challenge|clientDataJSON|attestationObject|authenticatorData|signature|userHandle)":"[\w-]+"/g,
    '"$1":"bytes-in-base64url"',
  ],
  [/(?<=traceId\\?":\\?")[0-9a-f]{32}/g, "4bf92f3577b34da6a3ce929d0e0e4736"],
  [/\d{4}-\d\d-\d\d \d\d:\d\d:\d\d \+0000/g, "2026-03-02 09:30:00 +0000"],
  [/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|\+00:00)/g, "2026-03-02T09:30:00.000Z"],
  // Of an export as WordPress has it: instants, and numbers made of ids.
  [/\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d+)?(?=\]\])/g, "2026-03-02 09:30:00"],
  [/[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d GMT(?=\]\])/g, "Mon, 02 Mar 2026 09:30:00 GMT"],
  [/(?<=CDATA\[|menu-)\d{9,}(?=\]\]|\\")/g, "281474976710656"],
  [/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, "1"],
];

/** Takes out of an example what differs from run to run: ids are numbered, instants, secrets and tokens stand still. */
export function normal<Value>(value: Value): Value {
  const numberById = new Map<string, string>();
  const numbered = (id: string) => {
    const known = numberById.get(id) ?? `${firstPart}${String(numberById.size + 1).padStart(16, "0")}`;
    numberById.set(id, known);
    return known;
  };
  const text = fixed.reduce((json, [pattern, with_]) => json.replace(pattern, with_), JSON.stringify(value));
  return JSON.parse(text.replaceAll(new RegExp(`\\b${ulid}\\b|(?<=_)${ulid}\\b`, "g"), numbered)) as Value;
}
