DROP TABLE backup_settings;
DROP TABLE backup;
