DROP FUNCTION stress_end();
DROP FUNCTION stress_take(text);
DROP FUNCTION stress_open(text, text[]);
DROP FUNCTION stress_must_be_begun();
DROP FUNCTION stress_begin(uuid);
DROP FUNCTION stress_tables();
