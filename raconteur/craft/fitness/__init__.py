"""Fit for the reader: bands of age, the judge of the three gates, and what a classifier is.

verdict = judge("A dragon who bites", "en", band_of(5), avoid=("fire",), where="request")
verdict.fit, [sentence(reason.sentence, "en") for reason in verdict.reasons]
"""

from raconteur.craft.fitness.bands import BANDS, CATEGORIES, Band, band_of, youngest
from raconteur.craft.fitness.grave import may_be_grave
from raconteur.craft.fitness.judging import judge
from raconteur.craft.fitness.level import Level, measure
from raconteur.craft.fitness.rules import RULES, Rules
from raconteur.craft.fitness.sentences import sentence
from raconteur.craft.fitness.verdict import Classifier, Reason, Signal, Verdict, Where

__all__ = [
    "BANDS",
    "CATEGORIES",
    "RULES",
    "Band",
    "Classifier",
    "Level",
    "Reason",
    "Rules",
    "Signal",
    "Verdict",
    "Where",
    "band_of",
    "judge",
    "may_be_grave",
    "measure",
    "sentence",
    "youngest",
]
