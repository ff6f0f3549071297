DROP FUNCTION changes_since(bigint, xid8);
