-- Documents of every record, by their content.
SELECT;
