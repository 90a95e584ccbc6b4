"""The larger commands of `huashu`, a module for each thing that they do."""
