"""A person's own password: chosen anew, and sent only as what the server keeps of it."""

from contextlib import closing

import psycopg2
from psycopg2 import sql
from psycopg2.extensions import encrypt_password

from ip2a_desktop.db.address import ServerAddress
from ip2a_desktop.db.driver_errors import translated
from ip2a_desktop.db.schema import NEW_PASSWORD


def change(address: ServerAddress, password: str) -> None:
    """Give the person who signs in another password, and forget that one was wanted.

    Raises:
        HallError: what the server said; the old password holds then.
    """
    with translated(), closing(psycopg2.connect(**{"connect_timeout": 10, **address.arguments()})) as connection:
        connection.autocommit = True
        kept = encrypt_password(password, address.user, connection, "scram-sha-256")
        words = f"ALTER ROLE CURRENT_USER PASSWORD {{}}; ALTER ROLE CURRENT_USER RESET {NEW_PASSWORD}"
        with connection.cursor() as cursor:
            cursor.execute(sql.SQL(words).format(sql.Literal(kept)))
