import { describe, expect, it } from "vitest";
import type { Example } from "../../../src/http/openapi/examples.ts";
import { useRunning } from "../../support/e2e/home.ts";
import { readExamples, writeExamples } from "../../support/examples/kept.ts";
import { hasExample, recordExample } from "../../support/examples/record.ts";
import { routes } from "../../support/http/sender.ts";

const running = useRunning();
const shown = routes.filter(hasExample);

// `npm run examples` writes what this run records; otherwise the run must send what is kept.
const isWriting = process.env.WRITE_EXAMPLES === "1";

describe.skipIf(isWriting)("the example request of the document", () => {
  const kept = readExamples();

  it.concurrent.each(shown)(
    "for $operationId is taken as it stands, and answered with the status that is shown",
    async (route) => {
      const { status, request } = await recordExample(running(), route);
      expect(kept[route.operationId]?.status).toBe(status);
      expect(kept[route.operationId]?.request).toEqual(request);
    },
  );
});

it.runIf(isWriting)("writes the examples", { timeout: 600_000 }, async () => {
  const examples: Record<string, Example> = {};
  for (const route of shown) examples[route.operationId] = await recordExample(running(), route);
  writeExamples(examples);
});
