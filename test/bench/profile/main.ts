import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { parseArgs } from "node:util";
import { build } from "../../../local/build.ts";
import { readProjectConfig } from "../../../local/project.ts";
import { cases } from "../cases/cases.ts";
import { fillFloor } from "../cases/floors.ts";
import { startFloor } from "../floor/floor.ts";
import { findGenerator } from "../load/load.ts";
import { openBench } from "../open.ts";
import { aligned } from "../report/table.ts";
import { busyMs, byFile, type Hot, hottest, placesOf } from "./hot.ts";
import { recordProfile } from "./inspector.ts";

// `npm run profile -- "cold page"`: where the Worker's CPU time goes in a case of `npm run bench`, or with `--floor`, where
// the floor's does. `--cpuprofile FILE` also writes the profile for Chrome's or an editor's viewer.

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    seconds: { type: "string", default: "8" },
    products: { type: "string", default: "500" },
    top: { type: "string", default: "30" },
    floor: { type: "boolean", default: false },
    cpuprofile: { type: "string" },
  },
});
const names = cases.map(({ name }) => name);
const wanted = cases.find(({ name }) => name === positionals[0]);
if (wanted === undefined) throw new Error(`Name one of the cases: ${names.join("; ")}.`);

const dir = await mkdtemp(join(tmpdir(), "rustok-bundle-"));
const floor = await startFloor({ inspectorPort: 0 });
try {
  const { script } = await build(dir, { readable: true });
  const bench = await openBench({
    floorUrl: floor.url,
    script,
    cache: wanted.cache,
    products: Number(values.products),
    seconds: Number(values.seconds),
    generator: await findGenerator(),
    inspectorPort: 0,
  });
  try {
    await fillFloor(bench);
    const sides = await wanted.open(bench);
    const side = values.floor ? sides.floor : sides.ours;
    await side();
    let requests = 0;
    const counted = async () => {
      requests = (await side()).count;
    };
    const profile = values.floor
      ? await recordProfile(await floor.runtime.getInspectorURL(), "floor", counted)
      : await recordProfile(
          await bench.platform.runtime.getInspectorURL(),
          readProjectConfig().name ?? "worker",
          counted,
        );
    console.log(`${requests} requests, ${(busyMs(profile) / requests).toFixed(2)} ms of CPU time each`);
    if (values.cpuprofile !== undefined) await writeFile(values.cpuprofile, JSON.stringify(profile));
    print(hottest(profile, placesOf(values.floor ? { "floor.js": floor.bundle } : await readBuilt(script))));
  } finally {
    await bench.stop();
  }
} finally {
  await floor.runtime.dispose();
  await rm(dir, { recursive: true });
}

/** The built entry and the parts beside it. */
async function readBuilt(script: string): Promise<Record<string, string>> {
  const dir = dirname(script);
  const names = (await readdir(dir)).filter((name) => name.endsWith(".js"));
  const texts = await Promise.all(names.map((name) => readFile(join(dir, name), "utf8")));
  return Object.fromEntries(names.map((name, index) => [name, texts[index] ?? ""]));
}

function print(hots: readonly Hot[]): void {
  const top = Number(values.top);
  const percent = (share: number) => `${(100 * share).toFixed(1)} %`;
  const rows = (sorted: readonly Hot[]) =>
    sorted.slice(0, top).map(({ name, place, self, total }) => [percent(self), percent(total), name, place]);
  const head = ["self", "total", "function", "file"];
  console.log(`\n${wanted?.name}, by own time\n\n${aligned([head, ...rows(hots)])}`);
  console.log(
    `\nwith what they call\n\n${aligned([head, ...rows(hots.toSorted((a, b) => b.total - a.total))])}`,
  );
  const files = byFile(hots).slice(0, top);
  console.log(
    `\nby file\n\n${aligned([["self", "file"], ...files.map(([file, share]) => [percent(share), file])])}`,
  );
}
