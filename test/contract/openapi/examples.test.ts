import { describe, expect, it } from "vitest";
import { z } from "zod";
import { checkAgainst } from "../../support/answers.ts";
import { readExamples } from "../../support/examples/kept.ts";
import { problemShape } from "../../support/http/documented.ts";
import { routes } from "../../support/http/sender.ts";
import { operations, resolved } from "./document.ts";

const kept = readExamples();
const shown = routes;

describe("the examples of the document", () => {
  it("are those of its operations, one for each, and one of a refusal", () => {
    const { Problem, ...others } = kept;
    expect(Object.keys(others).sort()).toEqual(shown.map(({ operationId }) => operationId).sort());
    expect(problemShape.parse(Problem?.answer)).toMatchObject({ status: Problem?.status });
  });

  it.each(shown)("of $operationId fit the schemas that check requests and answers", (route) => {
    const { status, request, answer } = kept[route.operationId] ?? { status: 0 };
    const reply = Object.entries(route.replies).find(([one]) => Number(one) === status)?.[1];
    expect(reply).toBeDefined();
    if (route.body !== undefined) expect(route.body.safeParse(request).error).toBeUndefined();
    else if (route.upload !== undefined) expect(request).toBeTypeOf("string");
    else expect(request).toBeUndefined();
    if (reply?.schema !== undefined) checkAgainst(reply.schema, answer, route.operationId);
    else if (reply?.mediaType !== undefined) expect(answer).toBeTypeOf("string");
    else expect(answer).toBeUndefined();
  });

  it.each(shown)("of $operationId stand beside what they are examples of", ({ operationId }) => {
    const { request, answer, text } = kept[operationId] ?? {};
    const operation = operations.find((one) => one.operationId === operationId);
    const bodies = Object.values(operation?.requestBody?.content ?? {});
    for (const body of bodies) expect(exampleIn(body, operationId)).toEqual(request);
    const answers = Object.entries(operation?.responses ?? {})
      .filter(([status]) => /^2/.test(status))
      .flatMap(([, response]) => Object.values(resolved(response).content ?? {}));
    if (answer !== undefined)
      expect(answers.map((one) => exampleIn(one, operationId))).toContainEqual(answer);
    if (text !== undefined) expect(answers.map((one) => exampleIn(one, operationId))).toContain(text);
  });

  it("have no secret, token or instant of the run that they were taken from", () => {
    const text = JSON.stringify(kept);
    expect(text).not.toMatch(/sk_(?!an-api-key)/);
    for (const [instant] of text.matchAll(/20\d\d-\d\d-\d\dT[\d:.]+Z/g))
      expect(instant).toBe("2026-03-02T09:30:00.000Z");
  });
});

const examples = z.looseObject({
  examples: z.record(z.string(), z.looseObject({ value: z.unknown() })).default({}),
});

function exampleIn(media: unknown, operationId: string): unknown {
  return examples.parse(media).examples[operationId]?.value;
}
