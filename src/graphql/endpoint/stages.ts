import { cache } from "../../http/cache/stage.ts";
import { cors } from "../../http/cors/stage.ts";
import { coloLimit } from "../../http/rate-limit/colo-limit.ts";
import { addressLimit, rateLimit } from "../../http/rate-limit/stages.ts";
import { authenticate } from "../../http/stages/authenticate.ts";
import { headers } from "../../http/stages/headers.ts";
import { type AnyStage, pipeline } from "../../http/stages/stage.ts";
import { tenant } from "../../http/stages/tenant.ts";
import { execute } from "./execute.ts";
import { queryPage } from "./page.ts";
import { readRequest } from "./read-request.ts";
import { readThrough } from "./read-through.ts";

/** What a GraphQL request goes through: the stages of every request, and its own. Permissions are checked field by field. */
export const graphqlStages: readonly AnyStage[] = pipeline()
  .stage(queryPage)
  .stage(addressLimit)
  .stage(authenticate)
  .stage(tenant)
  .stage(cors)
  .stage(rateLimit)
  .stage(cache)
  .stage(coloLimit)
  .stage(readRequest)
  .stage(headers)
  .stage(readThrough)
  .stage(execute).stages;
