import { applyD1Migrations } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { readModelTable } from "../notes/view.ts";

// Every test file has its own databases, which start empty.
await applyD1Migrations(env.DB, env.D1_MIGRATIONS);
await env.DB.prepare(readModelTable).run();
