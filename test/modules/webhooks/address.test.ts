import { describe, expect, it } from "vitest";
import { addressProblem } from "../../../src/modules/webhooks/sending/address.ts";

const deployed = { isLocal: false };
const local = { isLocal: true };

describe("an address that is allowed", () => {
  it.each([
    "https://hooks.example.com",
    "https://hooks.example.com/",
    "https://hooks.example.com/a/b?c=d%20e&f=@#g",
    "https://hooks.example.com:443/",
    "https://hooks.example.com:8443/orders",
    "HTTPS://Hooks.Example.COM/",
    "https://xn--bcher-kva.example/",
    "https://a-b.c-d.co.uk/",
    "https://3com.com/",
    "https://1.2.3.4.example.com/",
    "https://localhost.example.com/",
    "https://internal.example.com/",
  ])("%s", (address) => {
    expect(addressProblem(address, deployed)).toBeNull();
    expect(addressProblem(address, local)).toBeNull();
  });
});

describe("an address that is refused, also in development", () => {
  it.each([
    // Not https.
    ["http://hooks.example.com/", /https/],
    ["ftp://hooks.example.com/", /https/],
    ["file:///etc/passwd", /https/],
    ["data:text/plain,x", /https/],
    ["javascript:alert(1)", /https/],
    ["ws://hooks.example.com/", /https/],
    ["//hooks.example.com/", /address/],
    ["hooks.example.com", /address/],
    ["https:hooks.example.com", /https:\/\//],
    ["https:/hooks.example.com", /https:\/\//],
    ["https:///hooks.example.com", /https:\/\//],
    ["", /address/],
    // IPv4 in every spelling.
    ["https://127.0.0.1/", /IP address/],
    ["https://10.0.0.1/", /IP address/],
    ["https://169.254.169.254/latest/meta-data", /IP address/],
    ["https://8.8.8.8/", /IP address/],
    ["https://2130706433/", /as it is/],
    ["https://0x7f000001/", /as it is/],
    ["https://0x7f.0.0.1/", /as it is/],
    ["https://0177.0.0.1/", /as it is/],
    ["https://017700000001/", /as it is/],
    ["https://127.1/", /as it is/],
    ["https://127.0.1/", /as it is/],
    ["https://0/", /as it is/],
    ["https://0.0.0.0/", /IP address/],
    ["https://127.0.0.1./", /./],
    ["https://256.256.256.256/", /address/],
    ["https://1.2.3.4.5/", /./],
    // IPv6.
    ["https://[::1]/", /IP address/],
    ["https://[::]/", /IP address/],
    ["https://[::ffff:127.0.0.1]/", /as it is/],
    ["https://[::ffff:7f00:1]/", /IP address/],
    ["https://[fe80::1]/", /IP address/],
    ["https://[fe80::1%25eth0]/", /address/],
    ["https://[64:ff9b::7f00:1]/", /IP address/],
    ["https://[2001:4860:4860::8888]/", /IP address/],
    // Names that are not public.
    ["https://localhost/", /full host/],
    ["https://localhost:8443/", /full host/],
    ["https://intranet/", /full host/],
    ["https://com/", /full host/],
    ["https://printer.local/", /public/],
    ["https://metadata.google.internal/", /public/],
    ["https://facebookcorewwwi.onion/", /public/],
    ["https://a.localhost/", /public/],
    ["https://router.lan/", /public/],
    ["https://1.0.0.127.in-addr.arpa/", /public/],
    ["https://nas.home.arpa/", /public/],
    ["https://PRINTER.LOCAL/", /public/],
    // Other spellings of a host.
    ["https://hooks.example.com./", /letters/],
    ["https://printer.local./", /letters/],
    ["https://.example.com/", /letters/],
    ["https://hooks..example.com/", /letters/],
    ["https://hooks%2eexample%2ecom/", /as it is/],
    ["https://%31%32%37.0.0.1/", /as it is/],
    ["https://１２７.0.0.1/", /characters/],
    ["https://ⓔⓧⓐⓜⓟⓛⓔ.com/", /characters/],
    ["https://hooks。example。com/", /characters/],
    ["https://bücher.example/", /characters/],
    ["https://hooks_1.example.com/", /letters/],
    ["https://-hooks.example.com/", /letters/],
    ["https://hooks-.example.com/", /letters/],
    [`https://${"a".repeat(64)}.example.com/`, /letters/],
    [`https://${"a.".repeat(130)}example.com/`, /long/],
    // Credentials.
    ["https://user:password@hooks.example.com/", /user name/],
    ["https://user@hooks.example.com/", /user name/],
    ["https://:password@hooks.example.com/", /user name/],
    ["https://@hooks.example.com/", /user name/],
    ["https://hooks.example.com:443@127.0.0.1/", /user name/],
    ["https://hooks.example.com%2f@127.0.0.1/", /user name/],
    // Ports.
    ["https://hooks.example.com:80/", /port/],
    ["https://hooks.example.com:22/", /port/],
    ["https://hooks.example.com:8080/", /port/],
    ["https://hooks.example.com:0/", /port/],
    ["https://hooks.example.com:65536/", /address/],
    ["https://hooks.example.com:+443/", /address/],
    // Characters that some parsers drop and others do not.
    ["https://hooks.example.com\\@127.0.0.1/", /backslash/],
    ["https:\\\\127.0.0.1/", /https:\/\//],
    ["https://hooks.exa\tmple.com/", /characters/],
    ["https://hooks.example.com/\nHost: 127.0.0.1", /characters/],
    ["\u0000https://hooks.example.com/", /characters/],
    [" https://hooks.example.com/", /characters/],
    ["https://hooks.example.com/ ", /characters/],
    ["https://hooks.example.com/\u00a0", /characters/],
    ["https://hooks.example.com\u200b/", /characters/],
  ])("%s", (address, why) => {
    expect(addressProblem(address, deployed)).toMatch(why);
    expect(addressProblem(address, local)).not.toBeNull();
  });
});

describe("the own machine", () => {
  it.each([
    "http://localhost/",
    "http://localhost:9000/hook",
    "http://127.0.0.1:9000/",
    "http://[::1]:9000/",
  ])("is allowed for development only: %s", (address) => {
    expect(addressProblem(address, local)).toBeNull();
    expect(addressProblem(address, deployed)).not.toBeNull();
  });

  it.each([
    "http://LOCALHOST:9000/",
    "http://127.1:9000/",
    "http://2130706433/",
    "http://0.0.0.0/",
    "http://127.0.0.2/",
    "http://[::ffff:127.0.0.1]/",
    "http://localhost.:9000/",
    "http://localhost.example.com/",
    "http://user@localhost:9000/",
    "http://192.168.0.1/",
  ])("has no other spelling: %s", (address) => {
    expect(addressProblem(address, local)).not.toBeNull();
  });
});
