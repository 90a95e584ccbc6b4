"""A customer to rehearse on: parts, persons, moods, sessions and how they are judged."""
