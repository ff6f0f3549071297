"""Today: what is overdue, due today and due this week, and the month at a glance."""
