"""The survey register: which study a figure rests on, which figures tell one finding, and where they differ."""
