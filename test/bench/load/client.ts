// A process of its own that sends a workload: node client.ts workload.json <seconds>
import { readFile } from "node:fs/promises";
import autocannon, { type Request } from "autocannon";
import { percentile } from "../report/statistics.ts";
import { filled, headersOf } from "./wire.ts";
import type { Step, Workload } from "./workload.ts";

const [path = "", seconds = "1"] = process.argv.slice(2);
const workload: Workload = JSON.parse(await readFile(path, "utf8"));
const times: number[] = [];
const result = await autocannon({
  url: workload.url,
  connections: workload.connections,
  duration: Number(seconds),
  timeout: 20,
  requests: workload.kind === "flow" ? flow() : [{ setupRequest: nextOfMix() }],
});
const mix = workload.kind === "mix";
// Flows that have begun count for the part that is done: few of the long ones end within a run.
const count = result.requests.total / (mix ? 1 : workload.requests.length);
console.log(
  JSON.stringify({
    count,
    perSecond: count / result.duration,
    p50: mix ? result.latency.p50 : percentile(times, 0.5),
    p99: mix ? result.latency.p99 : percentile(times, 0.99),
    failed: result.non2xx + result.errors + result.timeouts,
  }),
);

function nextOfMix() {
  let at = workload.from;
  return (request: Request): Request => {
    const step = workload.requests[at % workload.requests.length];
    at += 1;
    return step === undefined ? request : written(step, {});
  };
}

interface Flow {
  began?: number;
  values?: Record<string, string>;
}

function flow(): Request[] {
  return workload.requests.map((step, index) => ({
    setupRequest(_, context: Flow) {
      if (index === 0) Object.assign(context, { began: performance.now(), values: ofShopper() });
      return written(step, context.values ?? {});
    },
    onResponse(status, body, context: Flow) {
      if (status < 300) Object.assign(context.values ?? {}, kept(step, body));
      if (index === workload.requests.length - 1) times.push(performance.now() - (context.began ?? 0));
    },
  }));
}

function kept({ keep = {} }: Step, body: string): Record<string, string> {
  if (Object.keys(keep).length === 0) return {};
  const answer = JSON.parse(body);
  return Object.fromEntries(Object.entries(keep).map(([name, field]) => [name, String(answer[field])]));
}

/** One shopper has one address for the whole flow. */
function ofShopper(): Record<string, string> {
  const byte = () => Math.floor(Math.random() * 254) + 1;
  return { address: `10.${byte()}.${byte()}.${byte()}` };
}

function written(step: Step, known: Readonly<Record<string, string>>): Request {
  const values = { ...ofShopper(), ...known, key: crypto.randomUUID() };
  const headers = Object.entries(headersOf(workload, step)).map(([name, value]) => [
    name,
    filled(value, values),
  ]);
  return {
    method: step.method,
    path: filled(step.path, values),
    headers: Object.fromEntries(headers),
    ...(step.body === undefined ? {} : { body: filled(step.body, values) }),
  };
}
