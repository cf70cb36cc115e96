"""The command line: thin, one file for the instrument's commands and one for the readings'."""
