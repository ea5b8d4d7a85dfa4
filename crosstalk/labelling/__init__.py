"""Labelling: draw units, hand them to a labelling tool, take the labels back as gold, and say how well coders agree."""
