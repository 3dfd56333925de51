"""Rules of the field: what a machine can see is wrong with a list of powers."""

from generator.check.run import RULES, check_corpus

__all__ = ["RULES", "check_corpus"]
