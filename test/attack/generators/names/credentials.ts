import { oneOf } from "../../driver/random.ts";
import { type Heard, headerOf, withHeader } from "../../driver/request.ts";
import type { Operation } from "../../plan/document.ts";
import type { Generator } from "../attack.ts";
import type { Forged } from "./forged.ts";

const mustRefuse = ({ status }: Heard) =>
  status === 401 || status === 403 || status === 400 ? [] : [`${status} to a credential that opens nothing`];

const accessOf = ({ route }: Operation) => String(route.access);

/** A request with a credential that is forged or has expired. What needs a permission is also asked for with one that is valid and has none. */
export function credentials(forged: readonly Forged[], weak: readonly Forged[]): Generator {
  return {
    kind: "forged credentials",
    weight: 5,
    make({ base, operation }, random) {
      const orderToken = headerOf(base, "X-Order-Token");
      if (orderToken !== undefined) {
        const tokens = [orderToken.slice(0, -1), `${orderToken}A`, orderToken.toUpperCase(), "", "__proto__"];
        const shot = withHeader(base, "X-Order-Token", oneOf(tokens, random));
        const judge = ({ status }: Heard) => (status < 300 ? [`${status} to a forged order token`] : []);
        return { kind: this.kind, what: "an order token that is not quite", shot, judge };
      }
      // What has no tenant and needs no permission asks for no credential.
      if (operation.route.access === "public" && operation.route.tenancy === "none") return null;
      const needsPermission = !/^(?:public|customer|account)$/.test(accessOf(operation));
      const { name, authorization } = oneOf(needsPermission ? [...forged, ...weak] : forged, random);
      const shot = withHeader(base, "Authorization", authorization);
      return { kind: this.kind, what: name, shot, judge: mustRefuse };
    },
  };
}
