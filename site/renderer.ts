import scalar from "@scalar/fastify-api-reference";

/**
 * The script of the reference's renderer, Scalar. Its plugin for Fastify brings the script along as one file and serves
 * it as a route. The package of the script itself installs 280 others.
 */
export function rendererScript(): string {
  const sent: string[] = [];
  const reply = {
    header: () => reply,
    send: (text: string) => sent.push(text),
  };
  const server = {
    initialConfig: {},
    hasPlugin: () => false,
    route({ url, handler }: { url: string; handler: (request: unknown, reply: unknown) => void }) {
      if (url.endsWith("/scalar.js")) handler(null, reply);
    },
  };
  // A Fastify server as far as the plugin uses one.
  scalar(server as never, { configuration: { url: "/openapi.json" } }, () => undefined);
  const [script] = sent;
  if (script === undefined) throw new Error("@scalar/fastify-api-reference has no script of the renderer");
  return script;
}
