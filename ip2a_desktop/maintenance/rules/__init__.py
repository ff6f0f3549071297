"""What the hall's records must be beyond what PostgreSQL holds, declared feature by feature."""
