/*
 * In place of the parts of @simplewebauthn/server's dependencies that read certificates (`alias` in wrangler.toml). Passkeys are
 * taken without attestation, so there are none. A credential with a certificate is refused, because these are undefined.
 */
export const [
  AuthorityKeyIdentifierExtension,
  CRLDistributionPointsExtension,
  SubjectKeyIdentifierExtension,
  X509Certificate,
  X509ChainBuilder,
  X509Crl,
  KeyDescription,
  id_ce_keyDescription,
]: readonly undefined[] = [];
