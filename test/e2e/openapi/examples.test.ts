import { describe, expect, it } from "vitest";
import { openapiDocument } from "../../../src/http/openapi/document.ts";
import type { Example } from "../../../src/http/openapi/examples.ts";
import { healthPaths } from "../../../src/http/openapi/health.ts";
import { registry } from "../../../src/registry.ts";
import { useRunning } from "../../support/e2e/home.ts";
import { readExamples, writeExamples } from "../../support/examples/kept.ts";
import { recordExample, recordProblem } from "../../support/examples/record.ts";
import { routes } from "../../support/http/sender.ts";

const running = useRunning();
const shown = routes;

// `npm run examples` writes what this run records; otherwise the run must send what is kept.
const isWriting = process.env.WRITE_EXAMPLES === "1";

describe.skipIf(isWriting)("the example request of the document", () => {
  const kept = readExamples();

  it.each(shown)(
    "for $operationId is taken as it stands, and answered with the status that is shown",
    async (route) => {
      const { status, request } = await recordExample(running(), route);
      expect(kept[route.operationId]?.status).toBe(status);
      expect(kept[route.operationId]?.request).toEqual(request);
    },
  );
});

describe.skipIf(isWriting)("the example answer", () => {
  it("of a refusal is what a product without variants gets", async () => {
    expect(readExamples().Problem).toEqual(await recordProblem(running()));
  });

  it("is served with the document", async () => {
    const { body } = await running().send("get", "/openapi.json");
    const served = JSON.parse(JSON.stringify(openapiDocument(registry, readExamples())));
    expect(body).toEqual(served);
  });

  it.each(["/health/live", "/health/ready"])("of %s is what the platform answers", async (path) => {
    const { body } = await running().send("get", path);
    const { responses } = Object(healthPaths(registry.modules.map(({ name }) => name))[path]).get;
    expect(Object.values(Object(responses[200]).content["application/json"].examples)).toEqual([
      { value: body },
    ]);
  });
});

it.runIf(isWriting)("writes the examples", { timeout: 600_000 }, async () => {
  const examples: Record<string, Example> = {};
  for (const route of shown) examples[route.operationId] = await recordExample(running(), route);
  writeExamples({ ...examples, Problem: await recordProblem(running()) });
});
