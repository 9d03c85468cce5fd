// The least that each kind of request can cost on this machine: a router, and the platform.
import { DurableObject } from "cloudflare:workers";
import { Hono } from "hono";

interface Bindings {
  readonly DB: D1Database;
  readonly FLOOR: DurableObjectNamespace<Floor>;
  readonly QUEUE: Queue;
}

export class Floor extends DurableObject<Bindings> {
  constructor(ctx: DurableObjectState, env: Bindings) {
    super(ctx, env);
    ctx.storage.sql.exec(
      "CREATE TABLE IF NOT EXISTS things (id INTEGER PRIMARY KEY, body TEXT); CREATE TABLE IF NOT EXISTS outbox (seq INTEGER PRIMARY KEY, body TEXT)",
    );
  }

  /** Inserts a row and its event, and sends the event. The queue is not waited for. */
  add(body: string): number {
    const { sql } = this.ctx.storage;
    const id = this.ctx.storage.transactionSync(() => {
      const { id } = sql
        .exec<{ id: number }>("INSERT INTO things (body) VALUES (?) RETURNING id", body)
        .one();
      sql.exec("INSERT INTO outbox (body) VALUES (?)", body);
      return id;
    });
    this.ctx.waitUntil(this.env.QUEUE.send({ id, body }));
    return id;
  }
}

const app = new Hono<{ Bindings: Bindings }>();
const hello = { status: "ok", text: "x".repeat(1_000) };
const thing = "x".repeat(500);

app.get("/hello", (c) => c.json(hello));

app.get("/page/:id", async (c) => {
  const row = await c.env.DB.prepare("SELECT body FROM pages WHERE id = ?")
    .bind(c.req.param("id"))
    .first("body");
  return json(String(row));
});

app.get("/list/:after", async (c) => {
  const { results } = await c.env.DB.prepare("SELECT body FROM items WHERE id > ? ORDER BY id LIMIT 30")
    .bind(c.req.param("after"))
    .all();
  return json(`{"items":[${results.map(({ body }) => body).join()}]}`);
});

app.post("/things", async (c) => {
  const { name } = await c.req.json<{ name: string }>();
  const id = await c.env.FLOOR.get(c.env.FLOOR.idFromName("one")).add(name + thing);
  return c.json({ id }, 201);
});

app.post("/events", async (c) => {
  const insert = c.env.DB.prepare("INSERT INTO events (body) VALUES (?)");
  await c.env.DB.batch(Array.from({ length: 100 }, () => insert.bind(thing)));
  return c.json({}, 201);
});

/** Fills the tables with texts as long as those that they are compared with. */
app.post("/fill", async (c) => {
  const { page, item } = await c.req.json<{ page: string; item: string }>();
  const { DB } = c.env;
  await DB.batch([
    DB.prepare("CREATE TABLE pages (id INTEGER PRIMARY KEY, body TEXT)"),
    DB.prepare("CREATE TABLE items (id INTEGER PRIMARY KEY, body TEXT)"),
    DB.prepare("CREATE TABLE events (id INTEGER PRIMARY KEY, body TEXT)"),
    ...Array.from({ length: 1_000 }, () => [
      DB.prepare("INSERT INTO pages (body) VALUES (?)").bind(page),
      DB.prepare("INSERT INTO items (body) VALUES (?)").bind(item),
    ]).flat(),
  ]);
  return c.json({});
});

export default {
  fetch: app.fetch,
  queue() {
    // A message is acknowledged if nothing is thrown.
  },
};

function json(text: string): Response {
  return new Response(text, { headers: { "Content-Type": "application/json" } });
}
