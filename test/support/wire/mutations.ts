import fc from "fast-check";

/** Requests with everything that an HTTP message can have. */
const valid = [
  "GET /health/live HTTP/1.1\r\nHost: localhost\r\nAccept: */*\r\n\r\n",
  "GET /v1/store/products/a-b?limit=2&q=%C3%A9 HTTP/1.1\r\nHost: demo.localhost:8787\r\nX-Tenant: demo\r\n\r\n",
  'POST /v1/admin/products HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 7\r\n\r\n{"a":1}',
  "PUT /v1/admin/variants/x/prices HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n2;x=y\r\n{}\r\n0\r\nX-A: b\r\n\r\n",
  "DELETE /v1/admin/products/x HTTP/1.0\r\nHost: [::1]:80\r\nAuthorization: Bearer x\r\nConnection: keep-alive\r\n\r\n",
  "POST /v1/store/carts HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n{}",
  "GET /docs HTTP/1.1\r\nHost: localhost\r\nConnection: upgrade\r\nUpgrade: websocket\r\nRange: bytes=0-1\r\n\r\n",
];

/** Pieces that mean something in an HTTP message, in places where they don't belong. */
const pieces = [
  ..."\0\r\n\t :;,%#?/\\@[]*\x7f\x80\xff",
  ...["\r\n", "\r\n\r\n", "\r\n ", "\r", "//", "/../", "%00", "%ff", "%2e%2e", "%", "HTTP/1.1", "HTTP/2.0"],
  ...["Host: evil.example\r\n", "Host: \r\n", "Content-Length: 5\r\n", "Content-Length: -1\r\n"],
  ...[
    "Transfer-Encoding: chunked\r\n",
    "Transfer-Encoding: gzip\r\n",
    "Expect: x\r\n",
    "Connection: close\r\n",
  ],
  ...["MF-Original-URL: x\r\n", "MF-CF-Blob: {\r\n", "CF-Connecting-IP: x\r\n", "X-Forwarded-Proto: x\r\n"],
  ...["http://evil.example", "user:pass@", "xn--", "0", "ffffffffffffffffff", "99999999999999999999", "-1"],
  ...["TRACE", "CONNECT", "PRI", "x".repeat(9_000), "x".repeat(70_000)],
];

/** One change: so many characters at a place, or at the start of a line, become something else. */
const change = fc.record({
  // A fraction of the length.
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  atLine: fc.boolean(),
  removed: fc.oneof(fc.constant(0), fc.nat(3), fc.nat(40)),
  inserted: fc.oneof(
    fc.constant(""),
    fc.constantFrom(...pieces),
    fc.uint8Array({ minLength: 1, maxLength: 4 }).map((bytes) => Buffer.from(bytes).toString("latin1")),
  ),
});

const mutated = fc
  .tuple(
    fc.array(fc.constantFrom(...valid), { minLength: 1, maxLength: 2 }),
    fc.array(change, { minLength: 1, maxLength: 2 }),
  )
  .map(([requests, changes]) =>
    changes.reduce((text, { at, atLine, removed, inserted }) => {
      const place = Math.floor(at * text.length);
      const start = atLine ? text.lastIndexOf("\n", place) + 1 : place;
      return text.slice(0, start) + inserted + text.slice(start + removed);
    }, requests.join("")),
  );

/** Valid requests with a few changes. The same seed gives the same ones. */
export function mutatedRequests(seed: number, count: number): readonly Buffer[] {
  return fc.sample(mutated, { seed, numRuns: count }).map((text) => Buffer.from(text, "latin1"));
}
