"""Every figure the README states, each re-measured by one command."""
