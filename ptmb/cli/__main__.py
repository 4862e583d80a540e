"""`python -m ptmb.cli`: the same program without its script on the path."""

from ptmb.cli import main

main()
