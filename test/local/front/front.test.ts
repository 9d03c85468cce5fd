import { createServer, type RequestListener, type Server } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { type Front, type FrontOptions, startFront } from "../../../local/front/front.ts";
import { speak } from "../../support/wire/connection.ts";

let runtime: Server | undefined;
let front: Front | undefined;
const errors: string[] = [];

afterEach(async () => {
  await front?.stop();
  runtime?.closeAllConnections();
  runtime?.close();
  errors.length = 0;
});

/** Starts the front server in front of a runtime that answers like this. */
async function open(
  answer: RequestListener,
  options: Pick<FrontOptions, "headerTime" | "idleTime" | "trustedAddressHeader"> = {},
): Promise<void> {
  const server = createServer(answer);
  runtime = server;
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  front = await startFront({
    ...options,
    port: 0,
    runtimePort: port,
    onError: (text) => errors.push(text),
  });
}

async function say(...texts: readonly string[]) {
  const { replies, rest } = await speak(front?.port ?? 0, Buffer.from(texts.join(""), "latin1"));
  expect(rest).toBe("");
  return replies.map(({ status, headers, body }) => ({
    status,
    body: /json/.test(headers.get("Content-Type") ?? "") ? JSON.parse(body) : body,
    headers,
  }));
}

const get = "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n";
const post = (length: number, body: string, more = "") =>
  `POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: ${length}\r\n${more}\r\n${body}`;
const chunked = (body: string) =>
  `POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n${body}`;

const echo: RequestListener = (request, response) => {
  const parts: Buffer[] = [];
  request.on("data", (part: Buffer) => parts.push(part));
  request.on("end", () => response.end(Buffer.concat(parts)));
};

describe("a request through the front server", () => {
  it("arrives as it was sent, and so does its answer", async () => {
    await open(echo);
    expect(await say(get, post(3, "abc"), chunked("2\r\nab\r\n1\r\nc\r\n0\r\n\r\n"))).toMatchObject([
      { status: 200, body: "" },
      { status: 200, body: "abc" },
      { status: 200, body: "abc" },
    ]);
  });

  it("has no body where the caller sent none", async () => {
    let length: string | undefined;
    await open((request, response) => {
      length = request.headers["content-length"];
      response.end(request.headers["transfer-encoding"] ?? "none");
    });
    expect(await say("POST / HTTP/1.1\r\nHost: localhost\r\n\r\n")).toMatchObject([
      { status: 200, body: "none" },
    ]);
    expect(length).toBe("0");
  });

  it("is answered before the bytes behind it are refused", async () => {
    await open((_, response) => void setTimeout(() => response.end("late"), 50));
    expect(await say(get, "nonsense\r\n\r\n")).toMatchObject([
      { status: 200, body: "late" },
      { status: 400, body: { code: "malformed-request", instance: "/" } },
    ]);
  });

  it("has one answer if its body breaks off", async () => {
    await open((_, response) => void response.end("early"));
    expect(await say(chunked("2\r\nab\r\nzz\r\n"))).toMatchObject([{ status: 400 }]);
    expect((await say(post(10, "abc"))).map(({ status }) => status)).toEqual([200]);
  });

  it("does not take effect if its body breaks off", async () => {
    let complete = 0;
    await open((request, response) => {
      request.on("end", () => {
        complete += 1;
        response.end();
      });
      request.resume();
    });
    expect(await say(post(10, "abc"))).toMatchObject([{ status: 400, body: { code: "malformed-request" } }]);
    expect(await say(chunked("3\r\nabc\r\n"))).toMatchObject([
      { status: 400, body: { code: "malformed-request" } },
    ]);
    expect(complete).toBe(0);
  });

  it("is answered although its body is not read", async () => {
    await open(
      (_, response) => void response.writeHead(413, { "Content-Type": "application/problem+json" }).end("{}"),
    );
    const body = "x".repeat(3_000_000);
    expect(await say(post(body.length, body), get)).toMatchObject([{ status: 413 }, { status: 413 }]);
  });

  it("waits for a go-ahead that the runtime gives", async () => {
    await open(echo);
    expect(await say(post(3, "abc", "Expect: 100-continue\r\n"))).toMatchObject([
      { status: 100 },
      { status: 200, body: "abc" },
    ]);
  });

  it("ends when its caller does not read the answer", async () => {
    const ended = Promise.withResolvers<boolean>();
    await open(
      (_, response) => {
        response.once("close", () => ended.resolve(response.writableFinished));
        response.end(Buffer.alloc(64 * 1024 * 1024));
      },
      { idleTime: 50 },
    );
    const socket = connect(front?.port ?? 0, "127.0.0.1", () => socket.write(get));
    socket.pause();
    expect(await ended.promise).toBe(false);
    socket.destroy();
  });

  it("is 408 if its header does not arrive in time", async () => {
    await open(echo, { headerTime: 20 });
    expect(await say("GET / HTTP/1.1\r\nHost: local")).toMatchObject([
      { status: 408, body: { code: "request-timeout", type: "/problems/request-timeout" } },
    ]);
  });
});

describe("the caller's address that the runtime sees", () => {
  const forged = ["CF-Connecting-IP: 203.0.113.7", "X-Real-IP: 203.0.113.8"].join("\r\n");
  const request = `GET / HTTP/1.1\r\nHost: localhost\r\n${forged}\r\n\r\n`;
  const tell: RequestListener = ({ headersDistinct }, response) =>
    void response.end(headersDistinct["cf-connecting-ip"]?.join());

  it("is the connection's, whatever the caller says", async () => {
    await open(tell);
    expect(await say(request)).toMatchObject([{ body: "127.0.0.1" }]);
  });

  it("is the one in the header of the proxy that the operator trusts", async () => {
    await open(tell, { trustedAddressHeader: "X-Real-IP" });
    expect(await say(request)).toMatchObject([{ body: "203.0.113.8" }]);
  });
});

describe("when the runtime fails", () => {
  it("its own error page is replaced by a problem and reported", async () => {
    await open((_, response) => void response.writeHead(500).end("Error: secret\n at /home/me/x.js"));
    const [answer] = await say(get);
    expect(answer).toMatchObject({ status: 500, body: { code: "internal-error" } });
    expect(JSON.stringify(answer)).not.toContain("secret");
    expect(errors).toEqual(["The runtime answered 500: Error: secret\n at /home/me/x.js"]);
  });

  it("a request that it closes the connection on has no answer, since it may have taken effect", async () => {
    await open((request) => void request.socket.destroy());
    expect(await say(get)).toEqual([]);
  });

  it("requests are 503 while it is down", async () => {
    await open(echo);
    runtime?.close();
    runtime?.closeAllConnections();
    expect(await say(get)).toMatchObject([{ status: 503, body: { code: "overloaded" } }]);
  });
});

it("every answer of the front server has the security headers", async () => {
  await open(echo);
  const [answer] = await say("GET * HTTP/1.1\r\nHost: localhost\r\n\r\n");
  expect(answer?.status).toBe(400);
  expect(answer?.headers.get("X-Content-Type-Options")).toBe("nosniff");
  expect(answer?.headers.get("Cache-Control")).toBe("no-store");
});
