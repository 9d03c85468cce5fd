-- Orders are found without signs in names and addresses, and with umlauts spelled either way. Orders from before get such
-- terms from the terms that they have. A rebuild of the view `orders` also adds the parts between signs and words in pairs.
INSERT OR IGNORE INTO order_terms (tenant_id, term, placed_at, number, order_id, version, generation)
SELECT tenant_id, plain, placed_at, number, order_id, version, generation FROM (
  SELECT *, replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(
    term, '''', ''), '’', ''), '-', ''), '.', ''), '@', ''), '_', ''), '+', ''), ',', ''), '&', ''), '/', ''), '(', ''), ')', ''), '"', ''),
    'ß', 'ss') AS plain
  FROM order_terms
) WHERE plain NOT IN (term, '');
INSERT OR IGNORE INTO order_terms (tenant_id, term, placed_at, number, order_id, version, generation)
SELECT tenant_id, plain, placed_at, number, order_id, version, generation FROM (
  SELECT *, replace(replace(replace(term, 'ae', 'a'), 'oe', 'o'), 'ue', 'u') AS plain FROM order_terms
) WHERE plain <> term;
