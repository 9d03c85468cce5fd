// Receives webhooks, for Workers, `deno serve` and Bun. `SECRET` is what the platform showed when the endpoint was created.
import { verifyWebhook, WebhookError } from "@rustok-edge/client/webhooks";

interface Env {
  readonly SECRET: string;
}

/** Deliveries come at least once. Keep the ids in a database: this forgets them with the process. */
const seen = new Set<string>();

export default {
  async fetch(request: Request, { SECRET }: Env): Promise<Response> {
    try {
      // The signature is of the bytes that were sent, so read the text and let the verifier parse it.
      const event = await verifyWebhook(await request.text(), request.headers, SECRET);
      if (!seen.has(event.id)) console.log(`${event.type} ${event.subject}`);
      seen.add(event.id);
      return new Response(null, { status: 204 });
    } catch (error) {
      if (error instanceof WebhookError) return Response.json({ code: error.code }, { status: 400 });
      throw error;
    }
  },
};
