"""Forms (单据): what a desk's forms ask for, and how one is filled in by dialogue. No database, no clock."""
