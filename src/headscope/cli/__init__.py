"""The command line: thin, a file for the commands that belong together."""
