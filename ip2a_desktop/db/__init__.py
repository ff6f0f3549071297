"""PostgreSQL: engine, embedded server, mapped classes, migrations and who may do what."""
