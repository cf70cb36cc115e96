"""headscope (多头镜): what every attention head does, exactly, at any length, with evidence."""

__version__ = "0.1.0"
