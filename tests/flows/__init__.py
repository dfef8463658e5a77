"""Whole visits on a terminal without a screen, with twins for devices, told as stories: one file a mishap."""
