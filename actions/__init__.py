"""Rasa custom actions: thin, each calls one thing in `bot`."""
