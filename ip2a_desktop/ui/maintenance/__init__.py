"""The page Maintenance: health checks, repairs, backups, notices."""
