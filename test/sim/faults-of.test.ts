import { expect, it } from "vitest";
import { faultsOf } from "./schedule/faults-of.ts";

it("a run says which faults it injected, and how often", () => {
  const crash = { from: "start", touches: 3 } as const;
  expect(
    faultsOf([
      { do: "ask", object: 0, what: 1, unheard: true, crash },
      { do: "ask", object: 0, what: 2, unheard: false, crash: null },
      { do: "break", what: "d1", object: 0, ms: 10 },
      { do: "break", what: "d1", object: 1, ms: 10 },
      { do: "wait", ms: 10 },
    ]),
  ).toEqual({ "answer lost": 1, "crash in the middle": 1, "d1 out of order": 2 });
});
