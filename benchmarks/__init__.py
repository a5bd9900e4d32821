"""A script for each figure the issues name; each prints a ratio against its denominator."""
