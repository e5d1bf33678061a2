"""``python -m generator`` is ``tanwen``."""

from generator.cli import main

main()
