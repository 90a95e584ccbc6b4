"""The answer an agent gets: scenes, clauses, sums, reviews, and the way through a scene."""
