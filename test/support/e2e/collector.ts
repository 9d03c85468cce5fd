import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { z } from "zod";

const exported = z.object({
  resourceSpans: z.array(
    z.object({
      scopeSpans: z.array(
        z.object({
          spans: z.array(
            z.object({
              traceId: z.string().regex(/^[0-9a-f]{32}$/),
              spanId: z.string().regex(/^[0-9a-f]{16}$/),
              parentSpanId: z.string().optional(),
              name: z.string().min(1),
              kind: z.int().min(1).max(5),
              startTimeUnixNano: z.string().regex(/^\d{19}$/),
              endTimeUnixNano: z.string().regex(/^\d{19}$/),
            }),
          ),
        }),
      ),
    }),
  ),
});

type ReceivedSpan = z.infer<typeof exported>["resourceSpans"][number]["scopeSpans"][number]["spans"][number];

/** A collector of OpenTelemetry on this machine. */
export interface Collector {
  readonly url: string;
  /** All spans that it was sent. */
  spans(): readonly ReceivedSpan[];
  /** The headers of each call. */
  headers(): readonly IncomingHttpHeaders[];
  close(): Promise<void>;
}

export async function openCollector(): Promise<Collector> {
  const spans: ReceivedSpan[] = [];
  const headers: IncomingHttpHeaders[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      headers.push(request.headers);
      const body = exported.safeParse(JSON.parse(Buffer.concat(chunks).toString("utf8")));
      const fits = request.url === "/v1/traces" && body.success;
      if (body.success)
        for (const { scopeSpans } of body.data.resourceSpans)
          for (const one of scopeSpans) spans.push(...one.spans);
      response.writeHead(fits ? 200 : 400).end("{}");
    });
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    spans: () => spans,
    headers: () => headers,
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
}
