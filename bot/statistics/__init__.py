"""Sums made into figures: shares, means, agreement and trends, each with how sure it is. No database, no clock."""
