-- Organizing rounded off: sample campaigns and activities that an admin may make and take away.
SELECT;
