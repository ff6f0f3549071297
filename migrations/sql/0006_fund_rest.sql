-- The fund rounded off: sample applications that an admin may make and take away.
SELECT;
