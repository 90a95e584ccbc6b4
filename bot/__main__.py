"""`python -m bot`: the same as the `huashu` command."""

from bot.cli import main

main()
