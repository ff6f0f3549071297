"""`ip2adb`, the command line of admins: one thin command a file."""
