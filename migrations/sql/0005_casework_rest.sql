-- Casework rounded off: notes on cases and applications, a case that follows another.
SELECT;
