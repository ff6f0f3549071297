"""The maintenance page: health check, repair, backups, notices."""
