"""Statistics of the desk, read from the running totals: agents, teams, books, weeks, rules and scenes."""
