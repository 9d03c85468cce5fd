import { expect, it } from "vitest";
import { namesFocalPoint } from "../../../src/http/delivery/request.ts";

it.each([
  ["", null, true],
  ["fp=90-50", { x: 90, y: 50 }, true],
  ["fp=90-50", { x: 10, y: 50 }, false],
  ["fp=90-50", null, false],
  ["", { x: 90, y: 50 }, false],
])("an address with %j names the focal point %j: %j", (query, focalPoint, names) => {
  expect(namesFocalPoint(new URLSearchParams(query), { focalPoint })).toBe(names);
});
