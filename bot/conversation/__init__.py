"""A conversation as it was recorded, and the readers of every form in which it arrives. Knows nothing else."""
