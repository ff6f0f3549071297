"""What a union hall knows: words, rules, drafts and rows. No database and no Qt."""
