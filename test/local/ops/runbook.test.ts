import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { readTailOptions } from "../../../local/tail/options.ts";
import { page, runAt, tenant } from "./answers.ts";

const text = readFileSync("docs/runbook.md", "utf8");

/** The arguments of each `npm run <name> -- …` in the runbook. */
function commandsOf(name: "ops" | "tail"): readonly string[] {
  const found = [...text.matchAll(new RegExp(`npm run ${name} -- ([^\`\\n]+)`, "g"))];
  return [...new Set(found.map(([, args = ""]) => args.trim()))];
}

/** What stands for something in the runbook, and an example of it. */
const examples: Readonly<Record<string, string>> = {
  "<traceId>": "a3f34190ce02dfa0c85696487b151b59",
  "<id>": "dlq_1",
  "<seq>": "12",
  FILE: "package.json",
  "worker.log": "package.json",
};

function argumentsOf(command: string): readonly string[] {
  return [...command.matchAll(/"([^"]*)"|\S+/g)]
    .map(([whole, quoted]) => quoted ?? whole)
    .map((word) => examples[word] ?? word);
}

describe("the runbook", () => {
  it.each(commandsOf("ops"))("has a command that exists: npm run ops -- %s", async (command) => {
    const interruption = new AbortController();
    const { exit, err } = await runAt({ "GET /v1/platform/tenants": page(tenant) }, argumentsOf(command), {
      interrupted: interruption.signal,
      pause: async () => interruption.abort(),
      ask: async () => tenant.slug,
    });
    expect(exit, err).not.toBe(2);
  });

  it.each(commandsOf("tail"))("has filters that exist: npm run tail -- %s", (command) => {
    const ignore = () => undefined;
    expect(() => readTailOptions(argumentsOf(command), ignore, ignore)).not.toThrow();
  });

  it("says what to do about each alert, where the alert links to", () => {
    const rules = readFileSync("monitoring/prometheus/rules.yml", "utf8");
    const alerts = [...rules.matchAll(/alert: (\w+)[\s\S]*?runbook_url: docs\/runbook\.md#(\S+)/g)];
    expect(alerts.length).toBeGreaterThan(10);
    const described = [...text.matchAll(/^### (.+)\n\n`(\w+)`: /gm)].map(([, title = "", name]) => [
      name,
      title.toLowerCase().replaceAll(" ", "-"),
    ]);
    expect(described.toSorted()).toEqual(alerts.map(([, name, anchor]) => [name, anchor]).toSorted());
  });

  it("links to headings that are there", () => {
    const anchors = new Set(
      [...text.matchAll(/^#+ (.+)$/gm)].map(([, title = ""]) =>
        title
          .toLowerCase()
          .replaceAll(/[^\w\s-]/g, "")
          .replaceAll(" ", "-"),
      ),
    );
    const links = [...text.matchAll(/\]\(#([^)]+)\)/g)].map(([, anchor = ""]) => anchor);
    expect(links.filter((anchor) => !anchors.has(anchor))).toEqual([]);
  });
});
