import { readThrough } from "../cache/read-through.ts";
import { cache } from "../cache/stage.ts";
import { cors } from "../cors/stage.ts";
import { coloLimit } from "../rate-limit/colo-limit.ts";
import { addressLimit, rateLimit } from "../rate-limit/stages.ts";
import { answer } from "./answer.ts";
import { authenticate } from "./authenticate.ts";
import { authorize } from "./authorize.ts";
import { body } from "./body.ts";
import { headers } from "./headers.ts";
import { invoke } from "./invoke.ts";
import { moduleEnabled } from "./module-enabled.ts";
import { parse } from "./parse.ts";
import { type AnyStage, pipeline } from "./stage.ts";
import { tenant } from "./tenant.ts";

/**
 * What a request goes through once the router has matched its route, in this order. It is the order of checks that
 * docs/http.md documents. To add a stage, add a line.
 */
export const requestStages: readonly AnyStage[] = pipeline()
  .stage(addressLimit)
  .stage(authenticate)
  .stage(tenant)
  .stage(cors)
  .stage(rateLimit)
  .stage(authorize)
  .stage(moduleEnabled)
  .stage(cache)
  .stage(coloLimit)
  .stage(body)
  .stage(parse)
  .stage(headers)
  .stage(readThrough)
  .stage(invoke)
  .stage(answer).stages;
