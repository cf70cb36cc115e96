"""Pure values: heads, text, messages. numpy and the standard library only."""
