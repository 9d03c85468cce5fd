// Uint8Array.toBase64 is part of Workers, but not of Node 20. Import this where rules sign or hash in Node.
if (!("toBase64" in Uint8Array.prototype))
  Object.defineProperty(Uint8Array.prototype, "toBase64", {
    value(this: Uint8Array, { alphabet = "base64" }: { readonly alphabet?: "base64" | "base64url" } = {}) {
      return Buffer.from(this).toString(alphabet);
    },
  });
