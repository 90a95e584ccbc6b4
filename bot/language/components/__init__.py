"""Rasa components: the only modules of `bot` that import Rasa or spaCy, and nobody imports them but Rasa."""
