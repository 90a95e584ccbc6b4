"""huashu: one script book drives answer, practice and check.

Packages, each importing only from those above it:
`book` → `language` → `check` → `coach` → `records` → `console`, and `cli` over all.
"""
