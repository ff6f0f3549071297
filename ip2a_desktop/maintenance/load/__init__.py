"""Many people at work at once, with the services that the program itself uses."""
