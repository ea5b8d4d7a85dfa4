"""Run Crosstalk as `python -m crosstalk`."""

from crosstalk.cli import main

main()
