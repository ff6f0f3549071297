"""Help: pages of Markdown, shown in a window beside the work."""
