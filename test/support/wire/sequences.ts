/** Bytes that a client sends over one connection, and how the server must take them. */
export interface Sequence {
  readonly name: string;
  readonly bytes: Buffer;
  /** The statuses of the answers, in order. Null where the connection is closed without one. */
  readonly answers: readonly number[] | null;
}

const sequence = (name: string, text: string, ...answers: readonly number[]): Sequence => ({
  name,
  bytes: Buffer.from(text, "latin1"),
  answers: answers.length === 0 ? null : answers,
});

/** A request without a body. `target` and `fields` are sent as they are. */
const get = (target: string, ...fields: readonly string[]) => request(`GET ${target} HTTP/1.1`, ...fields);
const hosted = (target: string, host: string) => `GET ${target} HTTP/1.1\r\nHost: ${host}\r\n\r\n`;

function request(line: string, ...fields: readonly string[]): string {
  return `${[line, "Host: localhost", ...fields].join("\r\n")}\r\n\r\n`;
}

/** A POST without a credential: it is 401 as soon as it is HTTP. */
const post = (body: string, ...fields: readonly string[]) =>
  `${request("POST /v1/admin/products HTTP/1.1", "Content-Type: application/json", ...fields)}${body}`;

const live = "/health/live";
const long = (length: number) => "x".repeat(length);

const requestLines = [
  sequence("a request", get(live), 200),
  sequence("two requests at once", get(live) + get(live), 200, 200),
  sequence("an empty line before the request", `\r\n${get(live)}`, 200),
  sequence("HTTP/1.0", `GET ${live} HTTP/1.0\r\nHost: localhost\r\n\r\n`, 200),
  sequence("HTTP/1.0 without a host", `GET ${live} HTTP/1.0\r\n\r\n`, 400),
  sequence("HTTP/0.9", "GET /\r\n", 400),
  sequence("HTTP/2.0", `GET ${live} HTTP/2.0\r\nHost: localhost\r\n\r\n`, 400),
  sequence("HTTP/1.2", `GET ${live} HTTP/1.2\r\nHost: localhost\r\n\r\n`, 400),
  sequence("HTTP/9.9", `GET ${live} HTTP/9.9\r\nHost: localhost\r\n\r\n`, 400),
  sequence("a version in lower case", `GET ${live} http/1.1\r\nHost: localhost\r\n\r\n`, 400),
  sequence("the HTTP/2 preface", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 400),
  sequence("a TLS handshake", "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", 400),
  sequence("an SSH banner", "SSH-2.0-OpenSSH_9.6\r\n", 400),
  sequence("a mail server's greeting", "EHLO example.com\r\n", 400),
  sequence("NUL bytes", "\0\0\0\0\0\0\0\0", 400),
  sequence("nothing but empty lines", "\r\n\r\n\r\n\r\n"),
  sequence("a line without an end", "GET", 400),
  sequence("no target", "GET  HTTP/1.1\r\nHost: localhost\r\n\r\n", 400),
  sequence("two spaces", `GET  ${live} HTTP/1.1\r\nHost: localhost\r\n\r\n`, 200),
  sequence("a tab for a space", `GET\t${live} HTTP/1.1\r\nHost: localhost\r\n\r\n`, 400),
  sequence("a space in the target", get("/health/li ve"), 400),
  sequence("a bare LF", `GET ${live} HTTP/1.1\nHost: localhost\n\n`, 400),
  sequence("a bare CR", `GET ${live} HTTP/1.1\rHost: localhost\r\r`, 400),
  sequence("a NUL in the target", get("/health\0/live"), 400),
  sequence("a control character in the target", get("/health\x01/live"), 400),
  sequence("a raw byte in the target", get("/health/\xff"), 400),
  sequence("UTF-8 in the target", get(Buffer.from("/café").toString("latin1")), 400),
];

const methods = [
  ...["PUT", "DELETE", "PATCH", "TRACE", "PROPFIND", "SEARCH", "QUERY"].map((method) =>
    sequence(method, request(`${method} ${live} HTTP/1.1`), 405),
  ),
  sequence("OPTIONS", request(`OPTIONS ${live} HTTP/1.1`), 405),
  sequence("OPTIONS *", request("OPTIONS * HTTP/1.1"), 400),
  sequence("CONNECT", "CONNECT example.com:443 HTTP/1.1\r\nHost: example.com:443\r\n\r\n", 405),
  sequence("CONNECT to a path", request(`CONNECT ${live} HTTP/1.1`), 405),
  sequence("PURGE", request(`PURGE ${live} HTTP/1.1`), 405),
  sequence("a method of our own", request(`BREW ${live} HTTP/1.1`), 400),
  sequence("a method in lower case", request(`get ${live} HTTP/1.1`), 400),
  sequence("a long method", request(`${long(5_000)} ${live} HTTP/1.1`), 400),
  sequence("a method with a colon", request(`GE:T ${live} HTTP/1.1`), 400),
];

const targets = [
  sequence("*", get("*"), 400),
  sequence("absolute form", hosted(`http://localhost${live}`, "localhost"), 400),
  sequence("absolute form of another host", hosted(`http://evil.example${live}`, "localhost"), 400),
  sequence("absolute form with credentials", hosted(`http://a:b@localhost${live}`, "localhost"), 400),
  sequence("a target of another scheme", get("javascript:alert(1)"), 400),
  sequence("authority form", get("localhost:80"), 400),
  sequence("a relative path", get("health/live"), 400),
  sequence("a query alone", get("?limit=1"), 400),
  sequence("a fragment", get(`${live}#there`), 400),
  sequence("a backslash", get("/health\\live"), 400),
  sequence("a lone %", get("/v1/store/products/%"), 400),
  sequence("% and one digit", get("/v1/store/products/%4"), 400),
  sequence("% and no digits", get("/v1/store/products/%zz"), 400),
  sequence("%ff", get("/v1/store/products/%ff"), 400),
  sequence("half a surrogate pair", get("/v1/store/products/%ED%A0%80"), 400),
  sequence("an overlong slash", get("/v1/store/products/%c0%af"), 400),
  sequence("%00", get("/v1/store/products/%00"), 400),
  sequence("%2F", get("/health%2Flive"), 404),
  sequence("an encoded letter", get("/health/l%69ve"), 200),
  sequence("%2e%2e", get("/health/x/%2e%2e/live"), 200),
  sequence("..", get("/health/x/../live"), 200),
  sequence(".. above the root", get(`/../..${live}`), 200),
  sequence("two slashes at the start", get(`/${live}`), 404),
  sequence("a host as a path", get("//evil.example/health/live"), 404),
  sequence("two slashes within", get("/health//live"), 404),
  sequence("a slash at the end", get(`${live}/`), 404),
  sequence("a malformed query", get(`${live}?%`), 200),
  sequence("%ff in a query", get(`${live}?a=%ff`), 200),
  sequence("a path of three thousand characters", get(`/${long(3_000)}`), 414),
  sequence("a query of nine thousand characters", get(`${live}?${long(9_000)}`), 200),
  sequence("a query of a mebibyte", get(`${live}?${long(1 << 20)}`), 414),
  sequence("a target of a mebibyte", get(`/${long(1 << 20)}`), 414),
  sequence("the runtime's own pages", get("/cdn-cgi/local/explorer"), 404),
  sequence("the runtime's own pages, in disguise", get("/x/%2e%2e/cdn-cgi/local/platform-proxy"), 404),
  sequence("the runtime's schedules", get("/cdn-cgi/local/scheduled"), 404),
  sequence("the runtime's streams", get("/__cf_local/stream"), 404),
];

const hosts = [
  sequence("no host", `GET ${live} HTTP/1.1\r\n\r\n`, 400),
  sequence("an empty host", hosted(live, ""), 400),
  sequence("two hosts", get(live, "Host: evil.example"), 400),
  sequence("the same host twice", get(live, "Host: localhost"), 400),
  sequence("two hosts in one field", hosted(live, "localhost, evil.example"), 400),
  sequence("a host in Latin-1", hosted(live, "caf\xe9.localhost"), 400),
  sequence("a host in UTF-8", hosted(live, Buffer.from("café.localhost").toString("latin1")), 400),
  sequence("a host in punycode", hosted(live, "xn--caf-dma.example"), 200),
  sequence("a host with invalid punycode", hosted(live, "xn--a.example"), 200),
  sequence("a host with credentials", hosted(live, "user:pass@localhost"), 400),
  sequence("a host with a path", hosted(live, "localhost/x"), 400),
  sequence("a host with a query", hosted(live, "localhost?x"), 400),
  sequence("a host with a fragment", hosted(live, "localhost#x"), 400),
  sequence("a host with a backslash", hosted(live, "localhost\\x"), 400),
  sequence("a host with a space", hosted(live, "local host"), 400),
  sequence("a host with %", hosted(live, "local%68ost"), 400),
  sequence("a host with brackets", hosted(live, "[localhost]"), 400),
  sequence("a host with an underscore", hosted(live, "a_b.example"), 200),
  sequence("a port", hosted(live, "localhost:8787"), 200),
  sequence("a port out of range", hosted(live, "localhost:99999"), 400),
  sequence("a port that is no number", hosted(live, "localhost:http"), 400),
  sequence("an empty port", hosted(live, "localhost:"), 200),
  sequence("IPv4", hosted(live, "127.0.0.1"), 200),
  sequence("IPv4 out of range", hosted(live, "999.1.1.1"), 400),
  sequence("IPv6", hosted(live, "[::1]:8787"), 200),
  sequence("broken IPv6", hosted(live, "[::1"), 400),
  sequence("a dot", hosted(live, "."), 400),
  sequence("two dots", hosted(live, "a..localhost"), 400),
  sequence("a dot at the end", hosted(live, "localhost."), 200),
  sequence("a long host", hosted(live, `${long(300)}.example`), 400),
  sequence("a very long host", hosted(live, `${long(10_000)}.example`), 400),
];

const fields = [
  sequence("a folded field", get(live, "X-A: 1\r\n 2"), 400),
  sequence("a folded first field", `GET ${live} HTTP/1.1\r\n Host: localhost\r\n\r\n`, 400),
  sequence("a space before the colon", get(live, "X-A : 1"), 400),
  sequence("a field without a colon", get(live, "X-A"), 400),
  sequence("a field without a name", get(live, ": 1"), 400),
  sequence("a NUL in a field", get(live, "X-A: 1\0"), 400),
  sequence("a NUL in a name", get(live, "X\0A: 1"), 400),
  sequence("a bare CR in a field", get(live, "X-A: 1\rX-B: 2"), 400),
  sequence("a bare LF in a field", get(live, "X-A: 1\nX-B: 2"), 400),
  sequence("an escape in a field", get(live, "X-A: \x1b[31m"), 400),
  sequence("Latin-1 in a field", get(live, "X-A: \xe9"), 200),
  sequence("Latin-1 in a name", get(live, "X-\xe9: 1"), 400),
  sequence("a long field", get(live, `X-A: ${long(8_000)}`), 200),
  sequence("a field of a mebibyte", get(live, `X-A: ${long(1 << 20)}`), 431),
  sequence("a name of forty thousand characters", get(live, `${long(40_000)}: 1`), 431),
  sequence("five hundred fields", get(live, ...Array.from({ length: 500 }, (_, n) => `X-${n}: 1`)), 431),
  sequence(
    "twenty thousand fields",
    get(live, ...Array.from({ length: 20_000 }, (_, n) => `X-${n}: 1`)),
    431,
  ),
  sequence("a header without an end", `GET ${live} HTTP/1.1\r\nHost: localhost\r\nX-A: `, 400),
];

const lengths = [
  sequence("a body", post("{}", "Content-Length: 2"), 401),
  sequence("a chunked body", post("2\r\n{}\r\n0\r\n\r\n", "Transfer-Encoding: chunked"), 401),
  sequence(
    "chunks with an extension and a trailer",
    post("2;a=b\r\n{}\r\n0\r\nX-A: 1\r\n\r\n", "Transfer-Encoding: chunked"),
    401,
  ),
  sequence(
    "a length and chunks",
    post("2\r\n{}\r\n0\r\n\r\n", "Content-Length: 2", "Transfer-Encoding: chunked"),
    400,
  ),
  sequence("chunks and a length", post("0\r\n\r\n", "Transfer-Encoding: chunked", "Content-Length: 40"), 400),
  sequence(
    "a request hidden behind chunks",
    post(`0\r\n\r\n${get("/docs")}`, "Content-Length: 6", "Transfer-Encoding: chunked"),
    400,
  ),
  sequence("two lengths", post("{}", "Content-Length: 2", "Content-Length: 3"), 400),
  sequence("the same length twice", post("{}", "Content-Length: 2", "Content-Length: 2"), 400),
  sequence("a list of lengths", post("{}", "Content-Length: 2, 2"), 400),
  sequence("a negative length", post("{}", "Content-Length: -1"), 400),
  sequence("a length with a sign", post("{}", "Content-Length: +2"), 400),
  sequence("a length in hexadecimal", post("{}", "Content-Length: 0x2"), 400),
  sequence("a length that is no number", post("{}", "Content-Length: two"), 400),
  sequence("an empty length", post("{}", "Content-Length: "), 400),
  sequence("a length beyond 64 bits", post("{}", "Content-Length: 99999999999999999999999"), 400),
  sequence("a length beyond 53 bits", post("{}", "Content-Length: 9007199254740993"), 401),
  sequence("a body beyond every limit", post("{}", "Content-Length: 20000000"), 401),
  sequence("too short a body", post("{", "Content-Length: 20"), 401),
  sequence("an unknown coding", post("{}", "Transfer-Encoding: gzip"), 400),
  sequence("gzip and chunks", post("0\r\n\r\n", "Transfer-Encoding: gzip, chunked"), 400),
  sequence("chunks twice", post("0\r\n\r\n", "Transfer-Encoding: chunked, chunked"), 400),
  sequence("chunks that aren't last", post("0\r\n\r\n", "Transfer-Encoding: chunked, identity"), 400),
  sequence("chunked with a vertical tab", post("0\r\n\r\n", "Transfer-Encoding: \x0bchunked"), 400),
  sequence("a coding with a space", post("0\r\n\r\n", "Transfer-Encoding : chunked"), 400),
  sequence("identity", post("{}", "Transfer-Encoding: identity", "Content-Length: 2"), 400),
  sequence(
    "chunks in HTTP/1.0",
    "POST / HTTP/1.0\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    400,
  ),
  sequence(
    "a chunk size that is no number",
    post("zz\r\n{}\r\n0\r\n\r\n", "Transfer-Encoding: chunked"),
    400,
  ),
  sequence("a negative chunk", post("-2\r\n{}\r\n0\r\n\r\n", "Transfer-Encoding: chunked"), 400),
  sequence(
    "a chunk beyond 64 bits",
    post("fffffffffffffffff\r\n{}\r\n0\r\n\r\n", "Transfer-Encoding: chunked"),
    400,
  ),
  sequence("a chunk longer than its size", post("1\r\n{}\r\n0\r\n\r\n", "Transfer-Encoding: chunked"), 400),
  sequence("a chunk with a bare LF", post("2\n{}\n0\n\n", "Transfer-Encoding: chunked"), 400),
  sequence(
    "a long chunk extension",
    post(`2;${long(100_000)}\r\n{}\r\n0\r\n\r\n`, "Transfer-Encoding: chunked"),
    413,
  ),
  sequence(
    "a trailer that is too long",
    post(`0\r\nX-A: ${long(100_000)}\r\n\r\n`, "Transfer-Encoding: chunked"),
    431,
  ),
  sequence("a body on a GET", `${get(live, "Content-Length: 2")}{}`, 200),
];

const meanings = [
  sequence("Expect: 100-continue", post("{}", "Content-Length: 2", "Expect: 100-continue"), 401),
  sequence("another expectation", post("{}", "Content-Length: 2", "Expect: wonders"), 417),
  sequence("Upgrade: websocket", get(live, "Connection: Upgrade", "Upgrade: websocket"), 200),
  sequence(
    "Upgrade: h2c",
    get(live, "Connection: Upgrade, HTTP2-Settings", "Upgrade: h2c", "HTTP2-Settings: AAMA"),
    200,
  ),
  sequence("a range", get(live, "Range: bytes=0-1"), 200),
  sequence("a broken range", get(live, "Range: bytes=9-1,x"), 200),
  sequence("a gzipped body", post("\x1f\x8b\x08\x00", "Content-Length: 4", "Content-Encoding: gzip"), 401),
  sequence("no acceptable coding", get(live, "Accept-Encoding: identity;q=0"), 200),
  sequence("unknown codings", get(live, `Accept-Encoding: ${"a;q=".repeat(1_000)}`), 200),
  sequence("a connection option that removes the host", get(live, "Connection: close, Host"), 200),
  sequence("a method override", get(live, "X-HTTP-Method-Override: DELETE"), 200),
  sequence("a forwarded scheme", get(live, "X-Forwarded-Proto: https"), 200),
  sequence("a forwarded scheme that is none", get(live, "X-Forwarded-Proto: javascript"), 200),
  ...[
    "MF-CF-Blob: {",
    "MF-CF-Blob: null",
    "MF-Original-URL: nonsense",
    "MF-Original-URL: http://evil.example/docs",
    "MF-Proxy-Shared-Secret: guess",
    "MF-Route-Override: other",
    "MF-Custom-Fetch-Service: x",
    "MF-Op: GET",
    "MF-Access-Blob: {}",
    "MF-Disable-Pretty-Error: true",
    "MF-Experimental-Error-Stack: true",
    "CF-Connecting-IP: 203.0.113.7",
    "CF-EW-Via: 15",
    "CF-Worker: evil.example",
    "CDN-Loop: cloudflare; loops=99",
  ].map((field) => sequence(`the runtime's own ${field}`, get(live, field), 200)),
];

/** Everything that a client may get wrong, by the part of the message it is in. */
export const sequences: Readonly<Record<string, readonly Sequence[]>> = {
  "request line": requestLines,
  method: methods,
  target: targets,
  host: hosts,
  fields,
  body: lengths,
  semantics: meanings,
};
