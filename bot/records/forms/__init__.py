"""Forms as they are kept: drafts, numbers, opening, changing, closing, lists, and what is deleted in time."""
