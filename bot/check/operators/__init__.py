"""The operators that rules are written with: one a file, each decodes its options and compiles once."""
