"""Checks of the data and its server, repair that keeps everything, backups that were restored, notices to admins."""
