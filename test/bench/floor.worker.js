// The least that each kind of request can cost on this machine: nothing in it but the platform.
import { DurableObject } from "cloudflare:workers";

export class Floor extends DurableObject {
  constructor(ctx, env) {
    super(ctx, env);
    ctx.storage.sql.exec(
      "CREATE TABLE IF NOT EXISTS state (id INTEGER PRIMARY KEY, n INTEGER); CREATE TABLE IF NOT EXISTS outbox (seq INTEGER PRIMARY KEY, body TEXT)",
    );
  }

  read() {
    return this.ctx.storage.sql.exec("SELECT n FROM state").toArray();
  }

  write() {
    return this.ctx.storage.transactionSync(() => {
      this.ctx.storage.sql.exec("INSERT INTO state VALUES (1, 1) ON CONFLICT DO UPDATE SET n = n + 1");
      this.ctx.storage.sql.exec("INSERT INTO outbox (body) VALUES (?)", "x".repeat(500));
      return this.read();
    });
  }
}

export default {
  async fetch(request, env) {
    const object = () => env.FLOOR.get(env.FLOOR.idFromName("one"));
    switch (new URL(request.url).pathname) {
      case "/d1": {
        const { results } = await env.DB.withSession("first-unconstrained").prepare("SELECT 1 AS one").all();
        return Response.json(results);
      }
      case "/object":
        return Response.json(await object().read());
      case "/write":
        return Response.json(await object().write());
      default:
        return Response.json({ status: "ok" });
    }
  },
};
