import { appendFileSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, expect, it } from "vitest";
import { sqliteFilesIn } from "../../local/state/databases.ts";
import { type Home, openHome, type Running } from "../support/e2e/home.ts";
import { productBody } from "../support/http/products.ts";

let home: Home | undefined;
afterEach(() => home?.close());

/** A shop with a product that is listed, on a platform that was stopped. */
async function stoppedShop() {
  home = await openHome();
  const running = await home.start();
  const tenant = await running.mintTenant();
  const { send } = running;
  const created = await send("post", "/v1/admin/products", {
    key: tenant.adminKey,
    body: productBody("Lamp"),
  });
  expect(created.status).toBe(201);
  await running.platform.stop();
  return { home, tenant, stateDir: running.platform.stateDir };
}

async function titles({ send }: Running, key: string) {
  const listed = await send("get", "/v1/admin/products", { key });
  const { items } = listed.body as { items: { translations: { title: string }[] }[] };
  return items.map(({ translations }) => translations[0]?.title);
}

function d1File(stateDir: string): string {
  const [file] = sqliteFilesIn(join(stateDir, "v3", "d1"));
  if (file === undefined) throw new Error("there is no D1 file");
  return file;
}

it("a read model that was deleted is filled again by the first request, with nothing written", async () => {
  const { home, tenant, stateDir } = await stoppedShop();
  const file = d1File(stateDir);
  for (const suffix of ["", "-wal", "-shm"]) rmSync(`${file}${suffix}`, { force: true });
  const running = await home.start();
  expect(await titles(running, tenant.adminKey)).toEqual(["Lamp"]);
});

it("a read model whose file is damaged is named, set aside and rebuilt", async () => {
  const { home, tenant, stateDir } = await stoppedShop();
  const file = d1File(stateDir);
  for (const suffix of ["-wal", "-shm"]) rmSync(`${file}${suffix}`, { force: true });
  writeFileSync(file, "this is no database");
  appendFileSync(file, "x".repeat(8_192));
  const lines: string[] = [];
  const running = await home.start({}, {}, (_, line) => lines.push(line));
  expect(lines.join("\n")).toContain(`The read model ${file} is damaged`);
  expect(lines.join("\n")).not.toMatch(/^\s+at /m);
  const aside = readdirSync(join(file, "..")).find((name) => name.includes(".corrupt-"));
  expect(readFileSync(join(file, "..", aside ?? ""), "utf8")).toContain("this is no database");
  expect(await titles(running, tenant.adminKey)).toEqual(["Lamp"]);
});
