import { GraphQLError } from "graphql";
import { describe, expect, it } from "vitest";
import { isFault, RefusedField, shownError } from "../../src/graphql/execution/refused-field.ts";
import { refusalAt } from "../../src/kernel/api/problem.ts";
import { registry } from "../../src/registry.ts";

const shown = (cause?: Error) => {
  const error = new GraphQLError(
    cause?.message ?? "Unknown argument",
    cause === undefined ? {} : { originalError: cause },
  );
  return { ...shownError(registry, error, "trace").toJSON(), isFault: isFault(error) };
};

describe("an error of a field", () => {
  it("that is refused tells what REST's problem tells, and is no fault", () => {
    const refused = new RefusedField(refusalAt("validation-failed", "/query/first", "1 to 100"));
    expect(shown(refused)).toEqual({
      message: "1 to 100",
      extensions: {
        code: "validation-failed",
        status: 400,
        errors: [{ pointer: "/query/first", code: "validation-failed", detail: "1 to 100" }],
        traceId: "trace",
      },
      isFault: false,
    });
  });

  it("that failed tells nothing but where it is logged", () => {
    expect(shown(new Error("no such table: secrets"))).toMatchObject({
      message: "It is logged under this traceId.",
      extensions: { code: "internal-error", status: 500 },
      isFault: true,
    });
  });

  it("that passes by itself asks to repeat", () => {
    const busy = Object.assign(new Error("busy"), { overloaded: true });
    expect(shown(busy)).toMatchObject({ extensions: { code: "overloaded", status: 503 }, isFault: false });
  });

  it("of the query itself is told as it is", () => {
    expect(shown()).toMatchObject({
      message: "Unknown argument",
      extensions: { code: "invalid-query", status: 400 },
    });
  });
});
