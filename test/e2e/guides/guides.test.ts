import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { type Platform, startPlatform } from "../../../local/platform/platform.ts";
import { seedDemo } from "../../../local/seed/seed.ts";
import { hrefOf, slugOf } from "../../../site/markdown.ts";
import { readGuides } from "../../../site/read-guides.ts";
import { stepsOf } from "../../support/guides/parse.ts";
import { createReader } from "../../support/guides/run.ts";
import { platformToken } from "../../support/http/sender.ts";

const { index, guides } = readGuides("docs/guides");
const readme = { name: "README", markdown: readFileSync("README.md", "utf8") };

describe("a reader who follows a guide on a new platform gets the answers that it shows", () => {
  const stateDir = mkdtempSync(join(tmpdir(), "rustok-guides-"));
  let platform: Platform;
  let demoKey: string;

  beforeAll(async () => {
    platform = await startPlatform({
      port: 0,
      stateDir,
      platformToken,
      signingSecret: "the-signing-secret-of-all-the-tests",
      platformDomain: "localhost",
      script: inject("script"),
    });
    demoKey = await seedDemo({ url: platform.url, stateDir, platformToken });
  });

  afterAll(async () => {
    await platform?.stop();
    rmSync(stateDir, { recursive: true, force: true });
  });

  const withSteps = [readme, ...guides].filter(({ markdown }) => stepsOf(markdown).length > 0);

  it.each(withSteps)("$name", async ({ markdown }) => {
    const variables = { KEY: demoKey, PLATFORM_TOKEN: platformToken };
    const reader = createReader(platform.port, variables, inject("client"));
    try {
      for (const step of stepsOf(markdown)) {
        const differs = await reader.follow(step);
        expect(differs, step.code).toEqual([]);
      }
    } finally {
      reader.leave();
    }
  });

  it("follows every link to a page of the platform", async () => {
    const links = new Set(
      [index, ...guides.map(({ markdown }) => markdown)].flatMap((markdown) =>
        [...markdown.matchAll(/\]\(([^)#]+)[^)]*\)/g)].map(([, href = ""]) => hrefOf(href)),
      ),
    );
    for (const href of links) {
      const url = href.startsWith("http")
        ? href.replace("localhost:8787", `localhost:${platform.port}`)
        : `${platform.url}${href}`;
      expect(new URL(url).hostname, href).toMatch(/localhost$/);
      expect((await fetch(url)).status, href).toBe(200);
    }
  });
});

it("links to a part of a guide lead to one of its headings", () => {
  const headings = new Map(
    guides.map(({ name, markdown }) => [
      name,
      [...markdown.matchAll(/^##+ (.+)$/gm)].map(([, text = ""]) => slugOf(text)),
    ]),
  );
  for (const { name, markdown } of guides) {
    for (const [, file = "", fragment = ""] of markdown.matchAll(/\]\(([a-z-]*)(?:\.md)?#([^)]+)\)/g))
      expect(headings.get(file || name), `${name}: ${file}#${fragment}`).toContain(fragment);
  }
});

it("every guide in the folder is in the index", () => {
  const files = readdirSync("docs/guides").filter((name) => name !== "index.md");
  const indexed = guides.map(({ name }) => `${name}.md`);
  expect(files.filter((file) => !indexed.includes(file))).toEqual([]);
});
