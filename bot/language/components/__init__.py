"""Rasa components: with `bot.console.channel` the only modules that import Rasa, and nobody imports them but Rasa."""
